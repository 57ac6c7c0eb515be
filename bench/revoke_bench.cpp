// One revocation by an officer, from the request until OCSP says revoked and the delta list has it: with 10^3
// and with 10^6 revoked certificates in full partitions (bar: within 1.3x).
#include <thread>

#include "applicants.hpp"
#include "filler.hpp"
#include "x509/ocsp.hpp"

namespace yinxin::bench {
namespace {

constexpr std::size_t kFew = 1'000;
constexpr std::size_t kMany = 1'000'000;
constexpr std::size_t kRevocations = 15;  // at each size
constexpr double kBar = 1.3;
constexpr std::chrono::seconds kPatience{60};
constexpr std::chrono::milliseconds kLook{2};
const std::string kDelta = "/crl/issuing-1/0.delta.crl";  // of the partition of the certificates revoked

class Revoker {
 public:
  explicit Revoker(const House& house)
      : client_(house.client()),
        officer_(house.officer("issue-1", client_)),
        issuer_(house.authority("issuing-1")) {}

  /// Milliseconds until everybody can know.
  double revoke(const x509::Serial& serial) {
    const double start = wall_seconds();
    officer_.post("/certificates/" + serial.to_hex() + "/events",
                  event_json("revoke", [](http::JsonWriter& json) {
                    json.text("reason", "key_compromise").text("cause", "持有人申请：私钥可能泄露");
                  }));
    wait([&] { return ocsp_says_revoked(serial); });
    wait([&] { return delta_has(serial); });
    return (wall_seconds() - start) * 1000;
  }
  /// Until every partition of the issuer has its full list.
  void wait_for_lists(std::int64_t partitions) {
    for (std::int64_t i = 0; i < partitions; ++i)
      wait([&] { return has("/crl/issuing-1/" + std::to_string(i) + ".crl"); });
  }

 private:
  template <class Condition>
  static void wait(const Condition& holds) {
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    while (!holds()) {
      if (std::chrono::steady_clock::now() > deadline) throw std::runtime_error("a revocation is not seen");
      std::this_thread::sleep_for(kLook);
    }
  }

  bool has(const std::string& target) {
    return need(client_->send(client_->request(http::Method::Get, target))).status == 200;
  }

  bool ocsp_says_revoked(const x509::Serial& serial) {
    x509::OcspRequest asked;
    asked.queries.push_back(x509::make_cert_id(x509::CertIdHash::Sm3, issuer_, serial));
    http::Request request = client_->request(http::Method::Post, "/ocsp", asked.to_der());
    request.headers.set("Content-Type", "application/ocsp-request");
    const auto response = need(x509::OcspResponse::parse(body_of(client_->send(request))));
    return !response.data.responses.empty() && response.data.responses[0].status == x509::CertStatus::Revoked;
  }

  bool delta_has(const x509::Serial& serial) {
    const auto answer = need(client_->send(client_->request(http::Method::Get, kDelta)));
    if (answer.status != 200) return false;
    return need(x509::Crl::parse(*answer.body)).find(serial) != nullptr;
  }

  std::shared_ptr<http::Client> client_;
  Asker officer_;
  x509::Certificate issuer_;
};

/// Median over as many revocations as there are serials.
double measure_at(House& house, const Filler& filler, std::span<const x509::Serial> serials) {
  house.start_server();
  house.wait_settled(filler.size());
  Revoker revoker(house);
  revoker.wait_for_lists(filler.partitions());
  std::vector<double> took;
  for (const x509::Serial& serial : serials) took.push_back(revoker.revoke(serial));
  house.stop_server();
  return median(took);
}

void measure(const Arguments& arguments) {
  const std::size_t many = arguments.number("--certificates", kMany);
  House house;
  house.start_server();
  const auto serials = issue_certificates(house, 2 * kRevocations);
  house.wait_settled(0);
  house.stop_server();
  Filler filler(house);
  filler.add(kFew, Filler::Standing::Revoked);
  const double with_few = measure_at(house, filler, std::span(serials).first(kRevocations));
  filler.add(many - kFew, Filler::Standing::Revoked);
  const double with_many = measure_at(house, filler, std::span(serials).subspan(kRevocations));
  Report report("revoke", arguments.json);
  report.row({"until_known." + std::to_string(many), with_many, "ms",
              "the same with " + std::to_string(kFew) + " revoked", with_few, kBar, Better::Lower, true});
}

}  // namespace
}  // namespace yinxin::bench

int main(int count, char** values) {
  return yinxin::bench::run(count, values, yinxin::bench::measure);
}
