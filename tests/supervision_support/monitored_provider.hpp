// A provider's public site in a test: everything as filed and fresh, until the test makes one thing wrong.
#pragma once

#include <algorithm>

#include "proof/test_world.hpp"
#include "supervision/monitoring/prober.hpp"

namespace yinxin::supervision {

class ProbedProvider {
 public:
  static constexpr const char* kList = "/crl/issuing-1/0.crl";
  static constexpr const char* kCps = "/rules/cps/1.0";

  explicit ProbedProvider(base::Time now_in) : now(now_in) {
    world.usual_acts();
    listed = x509::Serial::random();
    canary = world.holder.tbs.serial;
    publish_list(now - std::chrono::hours(1));
    publish_head();
    site[kCps] = base::to_bytes("# 电子认证业务规则\n第一章\n");
    site["/rules/cp/1.0"] = base::to_bytes("# 证书策略\n");
    site["/licence"] =
        base::to_bytes("{\"number\":\"1\",\"in_force\":true,\"note\":\"yinxin licence v1\\nsigned\\n\"}");
  }

  void publish_list(base::Time this_update) { publish_list(this_update, world); }
  /// Of this name, by that world's key.
  void publish_list(base::Time this_update, const proof::test::World& by) {
    const std::string when = base::format_utc(this_update);
    site[kList] = by.crl(when, {{listed, "2026-05-01T00:00:00Z"}});
  }
  /// Head and tiles of the ledger as it stands.
  void publish_head() {
    proof::TileWriter writer(
        [this](const proof::TileId& id, std::span<const proof::Hash> hashes) -> base::Result<void> {
          base::Bytes& tile = site["/ledger/" + id.path()];
          tile.clear();
          for (const proof::Hash& hash : hashes) base::append(tile, hash);
          return {};
        });
    for (const proof::Hash& leaf : world.leaf_hashes()) EXPECT_TRUE(writer.append(leaf));
    EXPECT_TRUE(writer.flush());
    const auto head = world.head_at(world.entries.size(), std::chrono::floor<std::chrono::seconds>(now));
    site["/ledger/checkpoint"] = base::to_bytes(head.to_text());
  }
  /// Changes an entry and publishes a ledger that agrees with itself.
  void rewrite_ledger() {
    proof::LedgerEntry& entry = world.entries.at(3);
    entry.leaf.back() ^= 1;
    world.act(proof::ActCode::ApplicationSubmitted, "2026-06-01T00:00:00Z", "application/next");
    publish_head();
  }

  Filing filing() const {
    Filing made;
    made.provider = "91110101MA00000005";
    made.name = proof::test::World::kProvider;
    made.crl_period = std::chrono::hours(24);
    made.ocsp_period = std::chrono::minutes(60);
    made.head_period = std::chrono::minutes(60);
    made.authorities.push_back({*world.issuing.certificate, {kList}});
    made.ocsp = "/ocsp";
    made.canaries = {canary};
    made.pages.push_back({PageKind::Cps, kCps, crypto::sm3(base::as_bytes("# 电子认证业务规则\n第一章\n"))});
    made.pages.push_back({PageKind::Cp, "/rules/cp/1.0", crypto::sm3(base::as_bytes("# 证书策略\n"))});
    made.pages.push_back(
        {PageKind::Licence, "/licence", crypto::sm3(base::as_bytes("yinxin licence v1\nsigned\n"))});
    made.ledger = FiledLedger{"/ledger/checkpoint", "/ledger/", proof::test::World::kOrigin,
                              world.service.key.public_key()};
    return made;
  }
  Fetch fetch() {
    return [this](const Request& request) { return answer(request); };
  }
  base::Result<base::Bytes> answer(const Request& request) {
    const auto silent = base::make_error(base::ErrorKind::Unavailable, "http.client.connect");
    if (stopped) return silent;
    if (request.target == "/ocsp") return ocsp(request.body);
    const auto found = site.find(request.target);
    if (found == site.end()) return silent;
    return found->second;
  }
  base::Result<base::Bytes> ocsp(base::ByteView body) const {
    if (!ocsp_answer.empty()) return ocsp_answer;
    const auto query = x509::OcspRequest::parse(body);
    if (!query) return query.error();
    x509::SingleResponse single;
    single.id = query->queries.front();
    const bool revoked = single.id.serial == listed && !ocsp_lies;
    single.status = revoked ? x509::CertStatus::Revoked : x509::CertStatus::Good;
    single.revoked_at = proof::test::at("2026-05-01T00:00:00Z");
    single.reason = x509::RevocationReason::KeyCompromise;
    single.this_update = std::chrono::floor<std::chrono::seconds>(ocsp_time.value_or(now));
    single.next_update = single.this_update + ocsp_validity;
    x509::OcspResponseData data;
    data.responder_key_hash = x509::responder_key_hash(world.service.key.public_key());
    data.produced_at = single.this_update;
    data.responses = {single};
    data.nonce = query->nonce;
    const base::Bytes der = data.to_der();
    const proof::test::Party& signer = ocsp_by_stranger ? stranger : world.service;
    return x509::assemble_ocsp_response(der, crypto::sm2_sign(signer.key, der).value(),
                                        *world.service.certificate);
  }

  base::Time now;
  proof::test::World world;
  proof::test::Party stranger = proof::test::party(proof::test::Kind::Service, "别家", "别家");
  x509::Serial listed;
  x509::Serial canary;
  std::map<std::string, base::Bytes> site;
  bool stopped = false;
  bool ocsp_lies = false;
  bool ocsp_by_stranger = false;
  std::optional<base::Time> ocsp_time;
  std::chrono::minutes ocsp_validity{60};
  base::Bytes ocsp_answer;  ///< in place of an honest one
};

}  // namespace yinxin::supervision
