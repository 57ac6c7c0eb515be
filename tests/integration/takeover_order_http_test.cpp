// The national bureau orders a takeover over HTTP: the case is the taker's, who answers in it; the sender and
// the taker see nothing of each other's (article 29, docs/decisions/0033).
#include <gmock/gmock.h>

#include "integration/regulator_world.hpp"
#include "supervision_support/licence_cases.hpp"

namespace yinxin::endpoints {
namespace {

using house_support::need;
using house_support::Signer;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class TakeoverOrderHttpTest : public house_support::RegulatorWorld {
 protected:
  void SetUp() override {
    RegulatorWorld::SetUp();
    if (IsSkipped()) return;
    licence(party(), "测试0001");
    licence(actor_of(taker()), "测试0002");
    const procedure::Values intending = entered("service_stop.intend:terminate");
    const http::Response made =
        send(write(sender(), "/cases",
                   R"({"procedure":"service_stop","scope":"000000","inputs":)" + to_json(intending) + "}"));
    if (outcome(made) != "201") throw std::runtime_error(std::string(made.body_text()));
    stop = member(made, "number");
    for (const char* event : {"report", "ask_arrangement"}) {
      const std::string said = outcome(enter(stop, "service_stop", event, sender()));
      if (said != "200") throw std::runtime_error(event + (": " + said));
    }
  }

  Signer sender() const { return by_role("applicant"); }
  Signer taker() const { return bare_key(taker_key); }

  /// An application of that party, granted and in the register.
  void licence(const std::string& holder, const std::string& number) {
    const Signer intake = officer("province-intake-officer");
    hand_in(intake, house_support::usual_inputs("submit"));
    const http::Response made = send(write(intake, "/cases", opening(R"(,"party":")" + holder + R"(")")));
    if (outcome(made) != "201") throw std::runtime_error(std::string(made.body_text()));
    licence_number = number;
    play(member(made, "number"),
         "examine_form accept forward sign_for propose review_opinion legal_review grant deliver_licence "
         "enter_register publish");
  }
  procedure::Values entered(const std::string& key) const {
    const auto all = supervision::licence_test::inputs_on(base::beijing_date(clock.now()));
    const auto found = all.find(key);
    return found == all.end() ? procedure::Values() : found->second;
  }
  /// "event" or "event:variant", with what it usually enters.
  http::Response enter(const std::string& number, const std::string& procedure, const std::string& word,
                       const Signer& by, const std::string& item = "") const {
    const procedure::Values inputs = entered(procedure + "." + word);
    hand_in(by, inputs, number);
    std::string body = R"({"event":")" + word.substr(0, word.find(':')) + "\"";
    if (!item.empty()) body += R"(,"item":")" + item + "\"";
    return send(write(by, "/cases/" + number + "/events", body + R"(,"inputs":)" + to_json(inputs) + "}"));
  }
  std::vector<http::JsonReader> takeovers(const Signer& by) const {
    const http::Response list = send(read(by, "/cases?procedure=takeover"));
    if (outcome(list) != "200") throw std::runtime_error(outcome(list));
    return need(http::JsonReader::parse(*list.body)).objects("cases", 10);
  }

  const crypto::Sm2PrivateKey taker_key = crypto::Sm2PrivateKey::generate();
  std::string stop;  // the sender's case
};
YX_BOTH_ENGINES(TakeoverOrderHttpTest);

TEST_P(TakeoverOrderHttpTest, TheOrderIsAnsweredByTheTakerAlone) {
  const Signer head = by_role("deciding_officer");
  EXPECT_EQ(outcome(enter(stop, "service_stop", "order_takeover:unknown", head)), "422 supervision.taker");
  EXPECT_EQ(outcome(enter(stop, "service_stop", "order_takeover:sender", head)),
            "422 supervision.taker_is_sender");
  EXPECT_THAT(takeovers(taker()), IsEmpty());
  ASSERT_EQ(outcome(enter(stop, "service_stop", "order_takeover", head)), "200");

  const auto mine = takeovers(taker());
  ASSERT_THAT(mine, SizeIs(1));
  const std::string takeover = mine[0].text("number");
  EXPECT_THAT(takeovers(sender()), IsEmpty());
  EXPECT_EQ(outcome(send(read(sender(), "/cases/" + takeover))), "404 cases.none");
  EXPECT_EQ(outcome(send(read(taker(), "/cases/" + stop))), "404 cases.none");
  EXPECT_EQ(outcome(enter(takeover, "takeover", "accept", sender())), "404 cases.none");
  EXPECT_EQ(outcome(enter(takeover, "takeover", "accept", by_role("case_officer"))), "403 procedure.role");

  ASSERT_EQ(outcome(enter(takeover, "takeover", "accept", taker())), "200");
  ASSERT_EQ(outcome(enter(takeover, "takeover", "begin", taker())), "200");
  ASSERT_EQ(outcome(enter(takeover, "takeover", "take_part", taker(), "p1")), "200");
  ASSERT_EQ(outcome(enter(takeover, "takeover", "status_answers", taker())), "200");
  EXPECT_EQ(outcome(enter(takeover, "takeover", "check_part", taker(), "p1")),
            "422 compliance.separation.take_check")
      << "one key is one person";
  EXPECT_EQ(state(takeover), "taking");
  EXPECT_EQ(state(stop), "arranged");
  const http::Response seen = send(read(sender(), "/cases/" + stop));
  EXPECT_THAT(std::string(seen.body_text()), Not(HasSubstr("take_part"))) << "what the taker does is its own";
}

}  // namespace
}  // namespace yinxin::endpoints
