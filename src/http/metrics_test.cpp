#include "http/metrics.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

namespace yinxin::http {
namespace {

using std::chrono::microseconds;
using ::testing::HasSubstr;

TEST(Metrics, CountersKeepTheirValue) {
  Metrics metrics;
  Metrics::Counter issued =
      metrics.counter("certificates_issued_total", "Certificates issued.", {{"profile", "sign"}});
  issued.add();
  metrics.counter("certificates_issued_total", "Certificates issued.", {{"profile", "sign"}}).add(2);
  issued.add(-5);
  EXPECT_THAT(metrics.exposition(), HasSubstr("# HELP certificates_issued_total Certificates issued.\n"
                                              "# TYPE certificates_issued_total counter\n"
                                              "certificates_issued_total{profile=\"sign\"} 3\n"));
}

TEST(Metrics, HistogramsAreCumulative) {
  Metrics metrics;
  Metrics::Histogram seconds = metrics.histogram("sign_seconds", "Signing.", {0.5, 2});
  for (const double value : {0.25, 1.0, 1.0, 8.0}) seconds.observe(value);
  const std::string text = metrics.exposition();
  for (const char* line :
       {"sign_seconds_count 4\n", "sign_seconds_sum 10.25\n", "sign_seconds_bucket{le=\"0.5\"} 1\n",
        "sign_seconds_bucket{le=\"2\"} 3\n", "sign_seconds_bucket{le=\"+Inf\"} 4\n"}) {
    EXPECT_THAT(text, HasSubstr(line));
  }
}

TEST(Metrics, GaugesAreReadAtEveryScrape) {
  Metrics metrics;
  double depth = 3;
  metrics.gauge("queue_depth", "Waiting.", [&] { return depth; });
  EXPECT_THAT(metrics.exposition(), HasSubstr("queue_depth 3\n"));
  depth = 4;
  EXPECT_THAT(metrics.exposition(), HasSubstr("queue_depth 4\n"));
}

TEST(Metrics, RefuseBadNames) {
  Metrics metrics;
  EXPECT_THROW((void)metrics.counter("not a name", "x"), std::invalid_argument);
  EXPECT_THROW((void)metrics.counter("a", "x", {{"not-a-label", "y"}}), std::invalid_argument);
  (void)metrics.counter("taken", "x");
  EXPECT_THROW((void)metrics.histogram("taken", "x", {1}), std::invalid_argument);
}

TEST(Metrics, ObserveRequestsByRouteAndClassOfStatus) {
  Router router;
  Metrics metrics;
  add_metrics_route(router, metrics);
  const auto observe = metrics.request_observer(router);
  const Route* route = &router.routes().front();
  observe(Finished{route, 200, microseconds(700)});
  observe(Finished{route, 204, microseconds(7000)});
  observe(Finished{route, 503, microseconds(1)});
  observe(Finished{nullptr, 404, microseconds(1)});
  const std::string text = metrics.exposition();
  EXPECT_THAT(text, HasSubstr("http_requests_total{route=\"metrics\",status=\"2xx\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("http_requests_total{route=\"metrics\",status=\"3xx\"} 0\n"));
  EXPECT_THAT(text, HasSubstr("http_requests_total{route=\"metrics\",status=\"5xx\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("http_requests_total{route=\"\",status=\"4xx\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("http_request_seconds_bucket{route=\"metrics\",le=\"0.001\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("http_request_seconds_count{route=\"metrics\"} 3\n"));
}

}  // namespace
}  // namespace yinxin::http
