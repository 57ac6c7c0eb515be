#include "supervision/monitoring/prober.hpp"

#include <gmock/gmock.h>

#include "supervision_support/monitored_provider.hpp"

namespace yinxin::supervision {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Probe : public testing::Test {
 protected:
  Round round() {
    last = probe(provider.filing(), seen, provider.fetch(), provider.now, base::Bytes(16, 7));
    return last;
  }
  /// "code target" of each finding, each of whose evidence was kept as it came.
  std::vector<std::string> found() {
    std::vector<std::string> codes;
    for (const Finding& finding : round().findings) {
      codes.push_back(finding.code + " " + finding.target);
      EXPECT_FALSE(finding_text(finding).empty());
      for (const crypto::Sm3Digest& sm3 : finding.evidence) {
        const bool kept = std::any_of(last.answers.begin(), last.answers.end(), [&](const RawAnswer& answer) {
          return answer.sm3 == sm3 && crypto::sm3(answer.octets) == sm3;
        });
        EXPECT_TRUE(kept) << finding.code;
      }
    }
    return codes;
  }
  /// A first round, in which all is well.
  void settle() {
    EXPECT_THAT(found(), IsEmpty());
    seen = last.seen;
    EXPECT_EQ(seen.numbers.at(ProbedProvider::kList), 7);
    EXPECT_FALSE(seen.head.empty());
  }
  void later(std::chrono::minutes by) { provider.now += by; }

  ProbedProvider provider{base::parse_utc("2026-07-01T00:00:00Z").value()};
  Seen seen;
  Round last;
};

TEST_F(Probe, NothingIsFoundWhereAllIsAsFiled) {
  settle();
  settle();
  provider.world.act(proof::ActCode::Revoked, "2026-06-01T00:00:00Z", "certificate/another");
  provider.publish_head();
  settle();
  EXPECT_EQ(proof::SignedTreeHead::parse(seen.head).value().head.size, provider.world.entries.size());
}

// The six of the acceptance: each its own finding, with the octets that show it.
TEST_F(Probe, AStoppedProvider) {
  settle();
  provider.stopped = true;
  EXPECT_THAT(found(), ElementsAre("monitor.stopped "));
  EXPECT_EQ(last.seen.head, seen.head);
}

TEST_F(Probe, AStaleList) {
  settle();
  later(std::chrono::hours(24));
  provider.publish_head();
  EXPECT_THAT(found(), ElementsAre("monitor.crl.stale /crl/issuing-1/0.crl"));
}

TEST_F(Probe, AListByAWrongKey) {
  settle();
  const proof::test::World other;
  provider.publish_list(provider.now, other);
  EXPECT_THAT(found(), ElementsAre("monitor.crl.signature /crl/issuing-1/0.crl"));
  EXPECT_EQ(last.answers.front().octets, provider.site[ProbedProvider::kList]);
}

TEST_F(Probe, OcspSaysGoodOfAListedSerial) {
  settle();
  provider.ocsp_lies = true;
  EXPECT_THAT(found(), ElementsAre("monitor.ocsp.good_but_listed /ocsp"));
  EXPECT_THAT(last.findings.front().evidence, testing::SizeIs(2)) << "the answer and the list";
  EXPECT_EQ(last.findings.front().detail, provider.listed.to_hex());
}

TEST_F(Probe, OneOctetOfTheCps) {
  settle();
  provider.site[ProbedProvider::kCps].back() ^= 1;
  EXPECT_THAT(found(), ElementsAre("monitor.cps.changed /rules/cps/1.0"));
}

TEST_F(Probe, ARewrittenLedger) {
  settle();
  provider.rewrite_ledger();
  EXPECT_THAT(found(), ElementsAre("monitor.ledger.rewritten /ledger/checkpoint"));
  EXPECT_THAT(last.findings.front().evidence, testing::SizeIs(2)) << "the head and the one before";
  EXPECT_EQ(last.seen.head, seen.head) << "the head that others can be held against stays";
}

TEST_F(Probe, OneAddressThatDoesNotAnswer) {
  provider.site.erase("/rules/cp/1.0");
  EXPECT_THAT(found(), ElementsAre("monitor.unreachable /rules/cp/1.0"));
  provider.site["/rules/cp/1.0"] = base::Bytes(kMaxAnswerBytes + 1);
  EXPECT_THAT(found(), ElementsAre("monitor.oversize /rules/cp/1.0"));
  EXPECT_EQ(last.end, RoundEnd::Whole);
}

/// Asks the provider, but answers the n-th question of a round so.
class FailingAt {
 public:
  FailingAt(ProbedProvider& provider, std::size_t from, std::size_t to, base::Error with)
      : fetch_([&provider, from, to, with = std::move(with),
                asked = asked_](const Request& request) -> base::Result<base::Bytes> {
          const std::size_t number = ++*asked;
          if (number >= from && number < to) return with;
          return provider.answer(request);
        }) {}
  const Fetch& fetch() const { return fetch_; }
  std::size_t asked() const { return *asked_; }

 private:
  std::shared_ptr<std::size_t> asked_ = std::make_shared<std::size_t>(0);
  Fetch fetch_;
};
constexpr std::size_t kEver = 1000;

TEST_F(Probe, SilenceAtTheFirstAddressesIsEnough) {
  Filing large = provider.filing();
  for (int i = 0; i < 40; ++i) large.authorities.front().lists.push_back("/crl/more/" + std::to_string(i));
  const FailingAt silent(provider, 1, kEver,
                         base::make_error(base::ErrorKind::Unavailable, "http.client.timeout"));
  const Round round = probe(large, seen, silent.fetch(), provider.now, base::Bytes(16, 7));
  ASSERT_EQ(round.findings.size(), 1U);
  EXPECT_EQ(round.findings.front().code, "monitor.stopped");
  EXPECT_EQ(round.findings.front().detail, "http.client.timeout");
  EXPECT_EQ(round.end, RoundEnd::Cut);
  EXPECT_EQ(silent.asked(), kMaxSilences);
}

TEST_F(Probe, AnswersOfAnotherStatusAreNoSilence) {
  Filing large = provider.filing();
  for (int i = 0; i < 40; ++i) large.authorities.front().lists.push_back("/crl/more/" + std::to_string(i));
  const FailingAt refusing(provider, 1, 42,
                           base::make_error(base::ErrorKind::Refused, "yinxin.answer", "status 404"));
  const Round round = probe(large, seen, refusing.fetch(), provider.now, base::Bytes(16, 7));
  EXPECT_EQ(round.end, RoundEnd::Whole);
  ASSERT_EQ(round.findings.size(), 41U) << "each list; the rest answers";
  EXPECT_EQ(round.findings.front().code, "monitor.unreachable");
  EXPECT_EQ(round.findings.front().detail, "status 404");
}

TEST_F(Probe, ARoundWhoseTimeIsOverSaysNoMoreThanItSaw) {
  settle();
  provider.site[ProbedProvider::kCps].back() ^= 1;  // which nobody gets to
  const FailingAt over(provider, 3, kEver,
                       base::make_error(base::ErrorKind::Unavailable, std::string(kRoundOver)));
  const Round round = probe(provider.filing(), seen, over.fetch(), provider.now, base::Bytes(16, 7));
  EXPECT_EQ(round.end, RoundEnd::Cut);
  ASSERT_EQ(round.findings.size(), 1U);
  EXPECT_EQ(round.findings.front().code, "monitor.slow");
  EXPECT_EQ(round.findings.front().detail, "2");
  EXPECT_EQ(over.asked(), 3U);
}

TEST_F(Probe, TimeThatIsOverAmongTheTilesAccusesNobody) {
  settle();
  provider.world.act(proof::ActCode::Revoked, "2026-06-01T00:00:00Z", "certificate/another");
  provider.publish_head();
  const std::size_t checkpoint = 8;  // a list, three OCSP answers at most, three pages, the head
  for (std::size_t at = checkpoint - 2; at <= checkpoint + 1; ++at) {
    const FailingAt over(provider, at, kEver,
                         base::make_error(base::ErrorKind::Unavailable, std::string(kRoundOver)));
    const Round round = probe(provider.filing(), seen, over.fetch(), provider.now, base::Bytes(16, 7));
    for (const Finding& finding : round.findings) EXPECT_EQ(finding.code, "monitor.slow") << at;
  }
}

TEST_F(Probe, NoMoreIsHeldThanARoundMay) {
  Filing large = provider.filing();
  for (int i = 0; i < 40; ++i) large.authorities.front().lists.push_back("/crl/more/" + std::to_string(i));
  std::size_t asked = 0;
  const Fetch fetch = [&](const Request&) -> base::Result<base::Bytes> {
    return base::Bytes(kMaxAnswerBytes, static_cast<std::uint8_t>(++asked));
  };
  const Round round = probe(large, seen, fetch, provider.now, base::Bytes(16, 7));
  EXPECT_EQ(round.end, RoundEnd::Cut);
  EXPECT_EQ(asked, kMaxRoundBytes / kMaxAnswerBytes + 1);
  EXPECT_EQ(round.findings.back().code, "monitor.oversize");
  EXPECT_EQ(round.findings.back().target, "");
}

TEST_F(Probe, AProgramThatEndsFindsNothing) {
  provider.site[ProbedProvider::kCps].back() ^= 1;
  const FailingAt ending(provider, 6, kEver,
                         base::make_error(base::ErrorKind::Unavailable, std::string(kStopping)));
  EXPECT_EQ(probe(provider.filing(), seen, ending.fetch(), provider.now, base::Bytes(16, 7)).end,
            RoundEnd::Stopped);
}

TEST_F(Probe, ListsThatComeSlowlyOrGoBack) {
  settle();
  later(std::chrono::hours(22));
  provider.publish_head();
  Filing strict = provider.filing();
  strict.crl_period = std::chrono::hours(12);
  const Round slow = probe(strict, seen, provider.fetch(), provider.now, base::Bytes(16, 7));
  ASSERT_EQ(slow.findings.size(), 1U);
  EXPECT_EQ(slow.findings.front().code, "monitor.crl.late");
  seen.numbers[ProbedProvider::kList] = 8;
  provider.publish_list(provider.now);
  EXPECT_THAT(found(), ElementsAre("monitor.crl.back /crl/issuing-1/0.crl"));
  EXPECT_EQ(last.seen.numbers.at(ProbedProvider::kList), 8);
  seen.numbers.clear();
  provider.publish_list(provider.now + std::chrono::hours(1));
  EXPECT_THAT(found(), ElementsAre("monitor.crl.future /crl/issuing-1/0.crl"));
  provider.site[ProbedProvider::kList] = base::to_bytes("<html>");
  EXPECT_THAT(found(), ElementsAre("monitor.crl.format /crl/issuing-1/0.crl"));
  provider.site[ProbedProvider::kList] = provider.world.crl("2026-07-01T23:00:00Z", {}, true);
  EXPECT_THAT(found(), ElementsAre("monitor.crl.format /crl/issuing-1/0.crl")) << "a delta";
}

TEST_F(Probe, AHoldThatWasLiftedIsNoLie) {
  provider.ocsp_lies = true;
  provider.site[ProbedProvider::kList] = provider.world.crl(
      "2026-06-30T23:00:00Z",
      {{provider.listed, "2026-05-01T00:00:00Z", x509::RevocationReason::CertificateHold}});
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(Probe, ACanaryThatIsListed) {
  provider.ocsp_lies = true;
  provider.site[ProbedProvider::kList] =
      provider.world.crl("2026-06-30T23:00:00Z", {{provider.canary, "2026-05-01T00:00:00Z"}});
  EXPECT_THAT(found(), testing::Each("monitor.ocsp.good_but_listed /ocsp"));
  EXPECT_EQ(last.findings.size(), 2U) << "as one of the list, and as the canary";
}

TEST_F(Probe, OcspAnswersOfEveryKind) {
  const auto codes = [&] {
    std::vector<std::string> all = found();
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
  };
  provider.ocsp_time = provider.now - std::chrono::minutes(90);
  EXPECT_THAT(codes(), ElementsAre("monitor.ocsp.stale /ocsp"));
  provider.ocsp_validity = std::chrono::hours(24);
  EXPECT_THAT(codes(), ElementsAre("monitor.ocsp.late /ocsp"));
  provider.ocsp_time = provider.now + std::chrono::minutes(5);
  EXPECT_THAT(codes(), ElementsAre("monitor.ocsp.stale /ocsp"));
  provider.ocsp_time.reset();
  provider.ocsp_by_stranger = true;
  EXPECT_THAT(codes(), ElementsAre("monitor.ocsp.signature /ocsp"));
  provider.ocsp_by_stranger = false;
  provider.ocsp_answer = base::to_bytes("x");
  EXPECT_THAT(codes(), ElementsAre("monitor.ocsp.format /ocsp"));
  provider.ocsp_answer = x509::ocsp_error_response(x509::OcspStatus::TryLater);
  EXPECT_THAT(codes(), ElementsAre("monitor.ocsp.error /ocsp"));
  provider.ocsp_answer =
      provider.world.ocsp_about(x509::Serial::random(), "2026-07-01T00:00:00Z", x509::CertStatus::Good,
                                "2026-01-01T00:00:00Z", provider.world.service);
  EXPECT_THAT(codes(), ElementsAre("monitor.ocsp.other /ocsp"));
  provider.ocsp_answer =  // signed by the holder, whom the authority certified for other things
      provider.world.ocsp_about(provider.canary, "2026-07-01T00:00:00Z", x509::CertStatus::Good,
                                "2026-01-01T00:00:00Z", provider.world.holder);
  EXPECT_THAT(codes(), ElementsAre("monitor.ocsp.signature /ocsp"));
}

TEST_F(Probe, TheLicenceByTheNoteInThePage) {
  provider.site["/licence"] =
      base::to_bytes("{\"number\":\"1\",\"in_force\":false,\"note\":\"yinxin licence v1\\nsigned\\n\"}");
  EXPECT_THAT(found(), IsEmpty()) << "what the page adds is not the note";
  provider.site["/licence"] = base::to_bytes("{\"note\":\"yinxin licence v1\\nforged\\n\"}");
  EXPECT_THAT(found(), ElementsAre("monitor.licence.changed /licence"));
  provider.site["/licence"] = base::to_bytes("<html>");
  EXPECT_THAT(found(), ElementsAre("monitor.licence.changed /licence"));
}

TEST_F(Probe, HeadsOfEveryKind) {
  settle();
  const base::Bytes good = provider.site["/ledger/checkpoint"];
  const auto with = [&](const proof::SignedTreeHead& head) {
    provider.site["/ledger/checkpoint"] = base::to_bytes(head.to_text());
    return found();
  };
  const std::uint64_t size = provider.world.entries.size();
  EXPECT_THAT(with(provider.world.head_at(size - 1, provider.now)),
              ElementsAre("monitor.ledger.shrunk /ledger/checkpoint"));
  EXPECT_THAT(with(provider.world.head_at(size, provider.now - std::chrono::hours(2))),
              ElementsAre("monitor.ledger.late /ledger/checkpoint"));
  std::swap(provider.world.service, provider.stranger);
  const auto foreign = provider.world.head_at(size, provider.now);
  std::swap(provider.world.service, provider.stranger);
  EXPECT_THAT(with(foreign), ElementsAre("monitor.ledger.signature /ledger/checkpoint"));
  provider.site["/ledger/checkpoint"] = base::to_bytes("x");
  EXPECT_THAT(found(), ElementsAre("monitor.ledger.format /ledger/checkpoint"));
  provider.site["/ledger/checkpoint"] = good;
  Filing other = provider.filing();
  other.ledger->origin = "another/1";
  const Round round = probe(other, {}, provider.fetch(), provider.now, base::Bytes(16, 7));
  ASSERT_EQ(round.findings.size(), 1U);
  EXPECT_EQ(round.findings.front().code, "monitor.ledger.origin");
}

TEST_F(Probe, ATileThatIsMissing) {
  settle();
  provider.world.act(proof::ActCode::Revoked, "2026-06-01T00:00:00Z", "certificate/another");
  provider.publish_head();
  for (auto entry = provider.site.begin(); entry != provider.site.end();) {
    entry = entry->first.starts_with("/ledger/tile/") ? provider.site.erase(entry) : std::next(entry);
  }
  EXPECT_THAT(found(), ElementsAre("monitor.ledger.tile /ledger/checkpoint"));
}

TEST_F(Probe, ALedgerThatGrowsWhileItIsLookedAt) {
  settle();
  provider.world.act(proof::ActCode::Revoked, "2026-06-01T00:00:00Z", "certificate/another");
  provider.publish_head();
  const auto old_head = provider.site["/ledger/checkpoint"];
  for (auto entry = provider.site.begin(); entry != provider.site.end();)
    entry = entry->first.starts_with("/ledger/tile/") ? provider.site.erase(entry) : std::next(entry);
  provider.world.act(proof::ActCode::Revoked, "2026-06-01T00:00:00Z", "certificate/one-more");
  provider.publish_head();  // the tiles of this head only
  std::size_t heads = 0;
  const Fetch fetch = [&](const Request& request) -> base::Result<base::Bytes> {
    if (request.target == "/ledger/checkpoint" && heads++ == 0) return old_head;
    return provider.answer(request);
  };
  const Round round = probe(provider.filing(), seen, fetch, provider.now, base::Bytes(16, 7));
  EXPECT_THAT(round.findings, IsEmpty());
  EXPECT_EQ(proof::SignedTreeHead::parse(round.seen.head).value().head.size, provider.world.entries.size());
}

TEST_F(Probe, ALongListIsSampled) {
  std::vector<proof::test::World::Listed> rows;
  for (int i = 0; i < 40; ++i) rows.push_back({x509::Serial::random(), "2026-05-01T00:00:00Z"});
  provider.site[ProbedProvider::kList] = provider.world.crl("2026-06-30T23:00:00Z", rows);
  provider.ocsp_lies = true;
  const auto asked = [&] {
    std::set<std::string> serials;
    for (const Finding& finding : round().findings) serials.insert(finding.detail);
    return serials;
  };
  const auto now = asked();
  EXPECT_EQ(now.size(), kMaxOcspProbes);
  later(std::chrono::minutes(1));
  EXPECT_NE(asked(), now);
}

}  // namespace
}  // namespace yinxin::supervision
