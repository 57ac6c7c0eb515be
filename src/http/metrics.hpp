// Counters and histograms of this program, in Prometheus' text format 0.0.4 at /metrics. The library behind
// it is prometheus-cpp, which metrics.cpp alone includes.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "http/server.hpp"

namespace prometheus {
class Counter;
class Histogram;
}  // namespace prometheus

namespace yinxin::http {

/// All calls are thread safe. Names and label names follow Prometheus' rules (a wrong one throws
/// std::invalid_argument); label values never hold personal data or anything a stranger chose: each new value
/// is memory for good.
class Metrics {
 public:
  using Labels = std::map<std::string, std::string>;

  class Counter {
   public:
    void add(double amount = 1);  ///< negative amounts are ignored

   private:
    friend class Metrics;
    explicit Counter(prometheus::Counter& counter) : counter_(&counter) {}
    prometheus::Counter* counter_;
  };

  class Histogram {
   public:
    void observe(double value);

   private:
    friend class Metrics;
    explicit Histogram(prometheus::Histogram& histogram) : histogram_(&histogram) {}
    prometheus::Histogram* histogram_;
  };

  Metrics();
  ~Metrics();

  /// The same name and labels give the same counter. Handles are valid as long as this object.
  Counter counter(const std::string& name, const std::string& help, const Labels& labels = {});
  /// `bounds`: upper bounds of the buckets, ascending.
  Histogram histogram(const std::string& name, const std::string& help, const std::vector<double>& bounds,
                      const Labels& labels = {});
  /// `read` is asked at every scrape, on the thread that scrapes; it must not call this object.
  void gauge(const std::string& name, const std::string& help, std::function<double()> read,
             const Labels& labels = {});

  /// For Options::on_finished: http_requests_total{route,status="2xx"…} and http_request_seconds{route}. Made
  /// after the last route was added; every series exists from the start, with 0.
  std::function<void(const Finished&)> request_observer(const Router& router);

  /// The text of one scrape.
  std::string exposition() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// GET /metrics (`metrics`). `metrics` must outlive the server. Not for strangers: the proxy in front keeps
/// it inside.
void add_metrics_route(Router& router, const Metrics& metrics);

}  // namespace yinxin::http
