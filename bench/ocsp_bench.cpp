// OCSP over HTTP with 10^6 certificates (10^7 with --large): cached answers and answers with a nonce beside
// nginx serving a file of the same size, at 64 and 256 connections (bars 1; 1.6 and 1.3), and a nonce beside
// OpenSSL's signature (bar 1/0.7). CPU is that of server and signer together.
#include <atomic>

#include "applicants.hpp"
#include "crypto/random.hpp"
#include "filler.hpp"
#include "load.hpp"
#include "nginx.hpp"
#include "openssl_sm2.hpp"
#include "x509/ocsp.hpp"

namespace yinxin::bench {
namespace {

constexpr std::size_t kCertificates = 1'000'000;
constexpr std::size_t kLargeCertificates = 10'000'000;
constexpr std::size_t kAsked = 10'000;     // different certificates, each asked about many times
constexpr std::size_t kRequests = 50'000;  // a round's
constexpr int kRounds = 3;
constexpr std::size_t kNonceRequests = 50'000;
constexpr std::size_t kNonceBytes = 16;
constexpr double kNonceBar = 1 / 0.7;
constexpr double kCachedToNginx = 1.0;
constexpr std::size_t kAloneRequests = 5'000;
constexpr double kAloneBarMilliseconds = 1.0;

/// POST requests about certificates spread over all partitions.
std::vector<std::string> make_requests(const House& house, std::size_t certificates, std::size_t count,
                                       bool with_nonce) {
  const x509::Certificate issuer = house.authority("issuing-1");
  const auto client = house.client();
  std::vector<std::string> requests;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t index = i * (certificates / count);
    x509::OcspRequest asked;
    asked.queries.push_back(x509::make_cert_id(x509::CertIdHash::Sha1, issuer, Filler::serial(index)));
    if (with_nonce) asked.nonce = crypto::random_bytes(kNonceBytes);
    http::Request request = client->request(http::Method::Post, "/ocsp", asked.to_der());
    request.headers.set("Content-Type", "application/ocsp-request");
    requests.push_back(octets_of(request));
  }
  return requests;
}

/// Throws unless the answer says good; gives its octets.
std::string ask_one(const House& house, const std::string& request) {
  const std::vector<std::string> requests{request};
  std::string answer;
  Load load{house.port(), 1, &requests, 1, [&](std::size_t, std::string_view body) { answer = body; }};
  run_load(load);
  const auto response = need(x509::OcspResponse::parse(base::as_bytes(answer)));
  if (response.status != x509::OcspStatus::Successful ||
      response.data.responses.at(0).status != x509::CertStatus::Good)
    throw std::runtime_error("OCSP does not say good");
  return answer;
}

struct Measured {
  double cpu_each = 0;
  LoadResult load;
};
template <class Cpu>
Measured run_measured(const Cpu& cpu, Load load) {
  // An error answer is 200 as well, and short.
  std::size_t short_ones = 0;
  load.on_body = [&](std::size_t, std::string_view body) { short_ones += body.size() < 100; };
  const double before = cpu();
  Measured measured;
  measured.load = run_load(load);
  measured.cpu_each = (cpu() - before) / static_cast<double>(load.total);
  if (short_ones > 0) throw std::runtime_error("error answers under load");
  return measured;
}

/// Rounds of ours and nginx's in turn; medians of CPU for a request, of the rate, and our slowest p99.
struct Beside {
  double ours = 0, theirs = 0;  // microseconds
  double ours_rate = 0, theirs_rate = 0;
  double p99 = 0;  // milliseconds
};
Beside beside_nginx(const House& house, const Nginx& nginx, const std::vector<std::string>& requests,
                    std::size_t connections, const std::string& file = "/file") {
  const std::vector<std::string> file_request{"GET " + file + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"};
  std::vector<double> ours, theirs, ours_rate, theirs_rate;
  Beside seen;
  for (int round = 0; round < kRounds; ++round) {
    const auto own =
        run_measured([&] { return house.cpu_seconds(); }, {house.port(), connections, &requests, kRequests});
    const auto other = run_measured([&] { return nginx.cpu_seconds(); },
                                    {nginx.port(), connections, &file_request, kRequests});
    ours.push_back(own.cpu_each * 1e6);
    theirs.push_back(other.cpu_each * 1e6);
    ours_rate.push_back(kRequests / own.load.seconds);
    theirs_rate.push_back(kRequests / other.load.seconds);
    seen.p99 = std::max(seen.p99, own.load.percentile(0.99));
  }
  seen.ours = median(ours);
  seen.theirs = median(theirs);
  seen.ours_rate = median(ours_rate);
  seen.theirs_rate = median(theirs_rate);
  return seen;
}

void report_beside(const std::string& what, std::size_t connections, const Beside& seen, double bar,
                   Report& report) {
  const std::string at = ".c" + std::to_string(connections);
  report.row({what + ".cpu_each" + at, seen.ours, "us", "nginx, a file of the same size, as many workers",
              seen.theirs, bar, Better::Lower, true});
  report.row({what + ".rate" + at,
              seen.ours_rate,
              "per s",
              "nginx, the same",
              seen.theirs_rate,
              {},
              Better::Higher});
}

void measure_cached(const House& house, const Nginx& nginx, const std::vector<std::string>& requests,
                    std::size_t connections, Report& report) {
  report_beside("cached", connections, beside_nginx(house, nginx, requests, connections), kCachedToNginx,
                report);
}

void measure_alone(const std::string& what, const House& house, const std::vector<std::string>& requests,
                   Report& report) {
  const LoadResult result = run_load({house.port(), 1, &requests, kAloneRequests});
  report.row({what + ".p99.c1", result.percentile(0.99), "ms", "", {}, kAloneBarMilliseconds});
}

/// A nonce given twice is as good as another: no answer with one is kept.
void measure_nonce(const House& house, const Nginx& nginx, std::size_t certificates, Report& report) {
  const auto requests = make_requests(house, certificates, kNonceRequests, true);
  const Sm2Costs before = measure_sm2_costs();
  const Beside few = beside_nginx(house, nginx, requests, 64);
  const Sm2Costs cost = between(before, measure_sm2_costs());
  report.row({"nonce.cpu_each_to_sign.c64", few.ours, "us", "OpenSSL EVP_DigestSign, one", cost.sign * 1e6,
              kNonceBar, Better::Lower, true});
  report_beside("nonce", 64, few, 1.6, report);
  report_beside("nonce", 256, beside_nginx(house, nginx, requests, 256), 1.3, report);
  for (const std::size_t connections : {64, 256}) {
    const Beside passing = beside_nginx(house, nginx, requests, connections, "/passed_on/file");
    report.row({"nonce.cpu_each_beside_passing.c" + std::to_string(connections),
                passing.ours,
                "us",
                "nginx, which asks another of its servers by a Unix socket",
                passing.theirs,
                {},
                Better::Lower});
  }
  report.row({"nonce.p99.c64", few.p99, "ms", "", {}, {}});
  measure_alone("nonce", house, requests, report);
}

void measure(const Arguments& arguments) {
  const std::size_t certificates =
      arguments.number("--certificates", arguments.large ? kLargeCertificates : kCertificates);
  House house;
  house.start_server();
  issue_certificates(house, 1);
  house.wait_settled(0);
  house.stop_server();
  Filler(house).add(certificates, Filler::Standing::Good);
  house.start_server();
  house.wait_settled(certificates);

  const auto requests = make_requests(house, certificates, std::min(kAsked, certificates), false);
  const std::string answer = ask_one(house, requests[0]);
  run_load({house.port(), 64, &requests, requests.size()});  // each answer is signed once
  const Nginx nginx(answer, std::max(1u, std::thread::hardware_concurrency()));
  Report report("ocsp", arguments.json);
  const double hits = house.metric("yinxin_ocsp_cache_hits");
  measure_cached(house, nginx, requests, 64, report);
  measure_cached(house, nginx, requests, 256, report);
  measure_alone("cached", house, requests, report);
  const double asked = 2.0 * kRounds * kRequests + kAloneRequests;
  report.row({"cached.hit_rate",
              (house.metric("yinxin_ocsp_cache_hits") - hits) / asked,
              "of all",
              std::to_string(requests.size()) + " certificates asked about, of " +
                  std::to_string(certificates) + "; answers of " + std::to_string(answer.size()) + " octets",
              {},
              {}});
  measure_nonce(house, nginx, certificates, report);
}

}  // namespace
}  // namespace yinxin::bench

int main(int count, char** values) {
  return yinxin::bench::run(count, values, yinxin::bench::measure);
}
