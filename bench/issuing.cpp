#include "issuing.hpp"

#include <cmath>

#include "applicants.hpp"
#include "ceiling.hpp"
#include "load.hpp"
#include "openssl_sm2.hpp"

namespace yinxin::bench {

namespace {

constexpr std::size_t kConnections = 64;
constexpr std::size_t kCertificates = 3000;
// Requests are signed before the clock starts, so http::kSignatureWindow bounds how many there can be.
constexpr std::size_t kLargeCertificates = 20'000;
constexpr std::size_t kWarmUp = 192;

// SM2 calls of one certificate; tree heads come on top, each signed and then verified by the signer.
constexpr int kSigns = 1;     // the signer, the certificate
constexpr int kVerifies = 4;  // the officer's act, by the server and by the signer; the certificate, likewise
constexpr int kNewKeyVerifies = 1;  // proof of possession, by the key in the request

std::vector<std::string> sign_requests(const House& house, std::span<const Waiting> applications) {
  const Asker issuing = house.officer("issue-1", house.client());
  std::vector<std::string> requests;
  for (const Waiting& one : applications)
    requests.push_back(issuing.signed_octets(issue_target(one), issue_json(one)));
  return requests;
}

std::int64_t heads(const House& house) {
  const auto rows = need(house.open_database()->query("SELECT COUNT(*) FROM tree_head", {}));
  return rows.at(0).integer(0);
}

LoadResult issue_all(const House& house, const std::vector<std::string>& requests) {
  Load load;
  load.port = house.port();
  load.connections = kConnections;
  load.requests = &requests;
  load.total = requests.size();
  return run_load(load);
}

/// Write sets a commit, from the server's counters.
struct Commits {
  explicit Commits(const House& house)
      : commits(house.metric("yinxin_store_commits")), sets(house.metric("yinxin_store_sets")) {}
  double commits, sets;
};

/// Lower of the two bars of decisions.md 12: 10,000 a second, and 60 % of the rows alone.
constexpr double kRateBar = 10'000;
constexpr double kShareOfCeiling = 0.6;

std::string calls_text(double heads_each) {
  char text[200];
  std::snprintf(
      text, sizeof text,
      "OpenSSL EVP: %d sign + %d verify + %d verify with a new key a certificate, %.4f heads (sign + "
      "verify) a certificate",
      kSigns, kVerifies, kNewKeyVerifies, heads_each);
  return text;
}

}  // namespace

void measure_issuing(const Arguments& arguments, const std::string& name, const std::string& database,
                     double bar) {
  const std::size_t count = arguments.number("--count", arguments.large ? kLargeCertificates : kCertificates);
  House house(database);
  house.start_server();
  const auto waiting = prepare_applications(house, kWarmUp + count);
  issue_all(house, sign_requests(house, std::span(waiting).first(kWarmUp)));
  const auto requests = sign_requests(house, std::span(waiting).subspan(kWarmUp));
  house.wait_settled(0);
  std::optional<Ceiling> ceiling;
  if (database.empty()) ceiling.emplace(house);
  const Commits commits_before(house);
  const Sm2Costs before = measure_sm2_costs();
  const std::int64_t heads_before = heads(house);
  const double cpu_before = house.cpu_seconds();
  const LoadResult result = issue_all(house, requests);
  house.wait_settled(0);  // the tree heads over them belong to them
  const double cpu = house.cpu_seconds() - cpu_before;
  const double heads_each = static_cast<double>(heads(house) - heads_before) / static_cast<double>(count);
  const Sm2Costs cost = between(before, measure_sm2_costs());
  const Commits commits_after(house);
  const double batch =
      (commits_after.sets - commits_before.sets) / (commits_after.commits - commits_before.commits);

  const double reference = (kSigns + heads_each) * cost.sign + (kVerifies + heads_each) * cost.verify +
                           kNewKeyVerifies * cost.verify_new_key;
  Report report(name, arguments.json);
  report.row({"cpu_each.c64", cpu / static_cast<double>(count) * 1000, "ms", calls_text(heads_each),
              reference * 1000, bar, Better::Lower, true});
  const double rate = static_cast<double>(count) / result.seconds;
  if (ceiling) {
    house.stop_server();
    const double alone = ceiling->certificates_per_second(static_cast<std::size_t>(std::lround(batch)));
    report.row({"rate.c64", rate, "per s",
                "the same rows in commits of as many, without cryptography and HTTP", alone,
                std::min(kRateBar / alone, kShareOfCeiling), Better::Higher, true});
  } else {
    report.row({"rate.c64", rate, "per s", "", {}, {}});
  }
  report.row({"sets_a_commit.c64", batch, "", "", {}, {}});
  report.row({"latency_p50.c64", result.percentile(0.5), "ms", "", {}, {}});
  report.row({"latency_p99.c64", result.percentile(0.99), "ms", "", {}, {}});
}

}  // namespace yinxin::bench
