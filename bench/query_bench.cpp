// A certificate by its serial, over HTTP, four at a time: with 10^5, 10^6 and (--large) 10^7 certificates.
// Bar: p99 within twice that of 10^5.
#include <random>

#include "applicants.hpp"
#include "filler.hpp"
#include "load.hpp"

namespace yinxin::bench {
namespace {

constexpr std::size_t kSmallest = 100'000;
constexpr std::size_t kConnections = 4;  // below what the server can do: latency is looked at, not throughput
constexpr std::size_t kRequests = 10'000;
constexpr double kBar = 2.0;

std::vector<std::string> make_requests(const House& house, std::size_t certificates, const char* ending) {
  std::mt19937_64 random(20261122);
  const auto client = house.client();
  std::vector<std::string> requests;
  for (std::size_t i = 0; i < kRequests; ++i) {
    const std::string serial = Filler::serial(random() % certificates).to_hex();
    requests.push_back(octets_of(client->request(http::Method::Get, "/certificates/" + serial + ending)));
  }
  return requests;
}

struct Percentiles {
  double middle = 0;
  double high = 0;
};

Percentiles ask(const House& house, std::size_t certificates, const char* ending) {
  const auto requests = make_requests(house, certificates, ending);
  const LoadResult result = run_load({house.port(), kConnections, &requests, requests.size()});
  return {result.percentile(0.5), result.percentile(0.99)};
}

struct Seen {
  Percentiles contents;
  Percentiles status;
};

Seen measure_at(House& house, Filler& filler, std::size_t certificates) {
  filler.add(certificates - filler.size(), Filler::Standing::Good);
  house.start_server();
  house.wait_settled(certificates);
  const Seen seen{ask(house, certificates, ""), ask(house, certificates, "/status")};
  house.stop_server();
  return seen;
}

void report_one(Report& report, const std::string& what, std::size_t size, const Percentiles& now,
                const Percentiles& smallest, bool judged) {
  const std::string at = "." + std::to_string(size);
  const std::string against = "the same at " + std::to_string(kSmallest);
  const std::optional<double> bar = judged ? std::optional(kBar) : std::nullopt;
  report.row({what + ".p99" + at, now.high, "ms", against, smallest.high, bar, Better::Lower, true});
  report.row({what + ".p50" + at, now.middle, "ms", against, smallest.middle, {}});
}

void measure(const Arguments& arguments) {
  std::vector<std::size_t> sizes{kSmallest, 1'000'000};
  if (arguments.large) sizes.push_back(10'000'000);
  House house;
  house.start_server();
  issue_certificates(house, 1);
  house.wait_settled(0);
  house.stop_server();
  Filler filler(house);
  Report report("query", arguments.json);
  std::optional<Seen> smallest;
  for (const std::size_t size : sizes) {
    const Seen seen = measure_at(house, filler, size);
    if (!smallest) smallest = seen;
    report_one(report, "contents", size, seen.contents, smallest->contents, size != kSmallest);
    report_one(report, "status", size, seen.status, smallest->status, size != kSmallest);
  }
}

}  // namespace
}  // namespace yinxin::bench

int main(int count, char** values) {
  return yinxin::bench::run(count, values, yinxin::bench::measure);
}
