// A thin cover over prometheus-cpp's registry and its text serializer.
#include "http/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <array>
#include <mutex>
#include <stdexcept>

namespace yinxin::http {
namespace {

constexpr std::string_view kTextFormat = "text/plain; version=0.0.4; charset=utf-8";
constexpr std::array<const char*, 4> kStatusClasses = {"2xx", "3xx", "4xx", "5xx"};
/// Seconds. Decisions.md 12 asks for a p99 under 1 ms of a request alone; 5 s is how long a stop waits.
const std::vector<double> kRequestBounds = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5};

/// The library throws std::exception of several kinds on a bad name; ours is one.
template <class Make>
auto& checked(const Make& make) {
  try {
    return make();
  } catch (const std::exception& fault) {
    throw std::invalid_argument(fault.what());
  }
}

struct RouteSeries {
  std::vector<Metrics::Counter> by_class;
  Metrics::Histogram seconds;
};

}  // namespace

struct Metrics::State {
  struct GaugeReader {
    prometheus::Gauge* gauge;
    std::function<double()> read;
  };
  prometheus::Registry registry;
  std::mutex mutex;
  std::vector<GaugeReader> gauges;  // guarded by mutex
};

Metrics::Metrics() : state_(std::make_unique<State>()) {}
Metrics::~Metrics() = default;

void Metrics::Counter::add(double amount) {
  counter_->Increment(amount);
}
void Metrics::Histogram::observe(double value) {
  histogram_->Observe(value);
}

Metrics::Counter Metrics::counter(const std::string& name, const std::string& help, const Labels& labels) {
  return Counter(checked([&]() -> prometheus::Counter& {
    return prometheus::BuildCounter().Name(name).Help(help).Register(state_->registry).Add(labels);
  }));
}

Metrics::Histogram Metrics::histogram(const std::string& name, const std::string& help,
                                      const std::vector<double>& bounds, const Labels& labels) {
  return Histogram(checked([&]() -> prometheus::Histogram& {
    return prometheus::BuildHistogram().Name(name).Help(help).Register(state_->registry).Add(labels, bounds);
  }));
}

void Metrics::gauge(const std::string& name, const std::string& help, std::function<double()> read,
                    const Labels& labels) {
  prometheus::Gauge& gauge = checked([&]() -> prometheus::Gauge& {
    return prometheus::BuildGauge().Name(name).Help(help).Register(state_->registry).Add(labels);
  });
  const std::lock_guard lock(state_->mutex);
  state_->gauges.push_back(State::GaugeReader{&gauge, std::move(read)});
}

std::function<void(const Finished&)> Metrics::request_observer(const Router& router) {
  const auto series_for = [this](const std::string& route) {
    std::vector<Counter> by_class;
    for (const char* status : kStatusClasses) {
      by_class.push_back(
          counter("http_requests_total", "Requests answered.", {{"route", route}, {"status", status}}));
    }
    return RouteSeries{std::move(by_class), histogram("http_request_seconds", "From header to answer.",
                                                      kRequestBounds, {{"route", route}})};
  };
  auto by_route = std::make_shared<std::map<std::string, RouteSeries, std::less<>>>();
  for (const Route& route : router.routes()) by_route->emplace(route.name, series_for(route.name));
  by_route->emplace("", series_for(""));  // no route
  return [by_route](const Finished& finished) {
    const auto found = by_route->find(finished.route == nullptr ? std::string_view() : finished.route->name);
    if (found == by_route->end()) return;
    const auto status_class = static_cast<std::size_t>(finished.status / 100 - 2);
    found->second.by_class.at(std::min(status_class, kStatusClasses.size() - 1)).add();
    found->second.seconds.observe(std::chrono::duration<double>(finished.took).count());
  };
}

std::string Metrics::exposition() const {
  const std::lock_guard lock(state_->mutex);
  for (const State::GaugeReader& gauge : state_->gauges) gauge.gauge->Set(gauge.read());
  return prometheus::TextSerializer().Serialize(state_->registry.Collect());
}

void add_metrics_route(Router& router, const Metrics& metrics) {
  Route route;
  route.name = "metrics";
  route.path = "/metrics";
  route.handler = [&metrics](const Request&, Responder responder) {
    responder.answer(with_body(200, kTextFormat, base::to_bytes(metrics.exposition())));
  };
  router.add(std::move(route));
}

}  // namespace yinxin::http
