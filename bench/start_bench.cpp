// Start of yinxind, from its first instruction to "ready": with 10^6 certificates and as many act records
// (bar: 1 s), beside the same house with one certificate.
#include "applicants.hpp"
#include "filler.hpp"

namespace yinxin::bench {
namespace {

constexpr std::size_t kCertificates = 1'000'000;
constexpr int kStarts = 7;
constexpr double kBarSeconds = 1.0;

struct Seen {
  double ready = 0;   // median, seconds
  double filled = 0;  // until the status table has all; before, answers come from the database
};

Seen measure_at(House& house, std::size_t certificates) {
  house.start_server();
  house.wait_settled(certificates);  // what the first start has to catch up with is not what is measured
  house.stop_server();
  std::vector<double> ready, filled;
  for (int i = 0; i < kStarts; ++i) {
    const double start = wall_seconds();
    ready.push_back(house.start_server());
    house.get("/readyz");
    house.wait_settled(certificates);
    filled.push_back(wall_seconds() - start);
    house.stop_server();
  }
  return {median(ready), median(filled)};
}

void measure(const Arguments& arguments) {
  const std::size_t certificates = arguments.number("--certificates", kCertificates);
  House house;
  house.start_server();
  issue_certificates(house, 1);
  house.wait_settled(0);
  house.stop_server();
  const Seen small = measure_at(house, 1);
  Filler(house).add(certificates, Filler::Standing::Good);
  const Seen large = measure_at(house, certificates);
  const std::string at = "." + std::to_string(certificates);
  Report report("start", arguments.json);
  report.row({"ready" + at, large.ready, "s", "with one certificate", small.ready, kBarSeconds});
  report.row({"table_filled" + at, large.filled, "s", "with one certificate", small.filled, {}});
}

}  // namespace
}  // namespace yinxin::bench

int main(int count, char** values) {
  return yinxin::bench::run(count, values, yinxin::bench::measure);
}
