// A takeover that the national bureau orders is the taker's case: the taker answers in it, and the sender
// sees none of it (article 29, docs/decisions/0033).
#include <gmock/gmock.h>

#include "supervision_support/licence_world.hpp"

namespace yinxin::supervision::licence_test {
namespace {

using testing::SizeIs;

const std::string kTakingParty = "key/" + std::string(64, 'e');
const std::string kOtherTaker = "key/" + std::string(64, 'f');

class TakeoverPartyTest : public LicenceWorld {
 protected:
  void SetUp() override {
    LicenceWorld::SetUp();
    if (IsSkipped()) return;
    licensed();
    licensed("测试0002", kTakingParty);
    stop = must(begin("service_stop", "intend:terminate")).number;
  }
  /// Somebody of that party, in any role of a provider's that such cases know.
  static cases::Caller of_party(const std::string& party, const std::string& person = "") {
    cases::Caller caller = applicant(party);
    caller.party_roles = {"responsible_person", "compliance_officer", "archive_officer", "key_custodian"};
    if (!person.empty()) caller.actor = cases_support::signed_actor("party/" + person);
    return caller;
  }
  /// "event" or "event#item" in a takeover, with what it usually enters: the code, or nothing.
  std::string tries(const std::string& number, const std::string& word, const cases::Caller& by) {
    clock.advance(std::chrono::seconds(1));
    const std::size_t hash = word.find('#');
    cases::Deed deed;
    deed.number = number;
    deed.event = word.substr(0, hash);
    if (hash != std::string::npos) deed.item = word.substr(hash + 1);
    const auto all = inputs_on(base::beijing_date(clock.now()));
    const auto entered = all.find("takeover." + deed.event);
    if (entered != all.end()) deed.inputs = entered->second;
    const auto done = perform(std::move(deed), by);
    return done ? "" : done.error().code;
  }
  std::string ordered() {
    EXPECT_EQ(go(stop, "report ask_arrangement order_takeover"), "");
    return children(stop, "takeover").at(0);
  }

  std::string stop;  // the sender's case
};
YX_BOTH_ENGINES(TakeoverPartyTest);

TEST_P(TakeoverPartyTest, TheOrderOpensACaseOfTheTakers) {
  EXPECT_EQ(go(stop, "report ask_arrangement order_takeover:unknown"), "supervision.taker");
  EXPECT_EQ(go(stop, "order_takeover:sender"), "supervision.taker_is_sender");
  EXPECT_THAT(children(stop, "takeover"), SizeIs(0)) << "a refusal leaves nothing";
  EXPECT_EQ(go(stop, "order_takeover"), "");
  const std::string takeover = children(stop, "takeover").at(0);
  EXPECT_EQ(view(takeover).found.party, kTakingParty);
  EXPECT_EQ(view(takeover).found.parent, stop);
  EXPECT_EQ(view(stop).found.party, kParty);
  EXPECT_EQ(code_of(service->read(takeover, of_party(kParty))), "cases.none") << "the sender";
  EXPECT_EQ(tries(takeover, "accept", of_party(kParty)), "cases.none");
  EXPECT_EQ(code_of(service->read(stop, of_party(kTakingParty))), "cases.none") << "the taker";
  cases::Filter takeovers;
  takeovers.procedure = "takeover";
  EXPECT_THAT(must(service->list(takeovers, of_party(kParty), "", 10)).cases, SizeIs(0));
  EXPECT_THAT(must(service->list(takeovers, of_party(kTakingParty), "", 10)).cases, SizeIs(1));
}

TEST_P(TakeoverPartyTest, TheTakerAcceptsMakesReadyAndFinishes) {
  const std::string takeover = ordered();
  const cases::Caller one = of_party(kTakingParty, "taker/one");
  const cases::Caller two = of_party(kTakingParty, "taker/two");
  EXPECT_EQ(tries(takeover, "accept", one), "");
  EXPECT_EQ(tries(takeover, "begin", one), "");
  EXPECT_EQ(tries(takeover, "take_part#p1", one), "");
  EXPECT_EQ(tries(takeover, "check_part#p1", one), "compliance.separation.take_check");
  EXPECT_EQ(tries(takeover, "check_part#p1", two), "");
  EXPECT_EQ(tries(takeover, "finish", two), "compliance.gate.status_running");
  EXPECT_EQ(tries(takeover, "status_answers", one), "");
  EXPECT_EQ(tries(takeover, "finish", two), "");
  EXPECT_EQ(state(takeover), "taken");
  EXPECT_EQ(state(stop), "arranged") << "the sender's case goes its own way";
}

TEST_P(TakeoverPartyTest, AnotherTakerHasACaseOfItsOwn) {
  const std::string first = ordered();
  EXPECT_EQ(tries(first, "object", of_party(kTakingParty)), "");
  EXPECT_EQ(go(first, "release"), "");
  licensed("测试0003", kOtherTaker);
  EXPECT_EQ(go(stop, "change_taker"), "");
  const auto all = children(stop, "takeover");
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(view(all[0]).found.party, kTakingParty);
  EXPECT_EQ(view(all[1]).found.party, kOtherTaker);
  EXPECT_EQ(code_of(service->read(all[1], of_party(kTakingParty))), "cases.none");
  EXPECT_EQ(tries(all[1], "accept", of_party(kOtherTaker)), "");
}

TEST_P(TakeoverPartyTest, AfterARevocationTheOfficerNamesTheSameParty) {
  EXPECT_EQ(code_of(begin("takeover", "order_after_revocation", kParty)), "cases.party_other");
  const std::string takeover = must(begin("takeover", "order_after_revocation", kTakingParty)).number;
  EXPECT_EQ(view(takeover).found.party, kTakingParty);
  EXPECT_EQ(tries(takeover, "accept", of_party(kTakingParty)), "");
}

}  // namespace
}  // namespace yinxin::supervision::licence_test
