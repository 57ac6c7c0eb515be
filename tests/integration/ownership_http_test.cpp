// 股权穿透 over HTTP: a chain with a foreign holder in is not taken without the flag, and who works on the
// application sees who stands behind the applicant (article 11).
#include <gmock/gmock.h>

#include "integration/regulator_world.hpp"

namespace yinxin::endpoints {
namespace {

using house_support::need;
using testing::SizeIs;

class OwnershipHttpTest : public house_support::RegulatorWorld {
 protected:
  /// The usual shareholders, 甲 with 60 % and 乙 with 40 %; a tenth of a percent of 乙 is somebody abroad.
  static procedure::Values with_chain(bool flagged) {
    const auto held = [](const char* owner, const char* owned, std::int64_t share, const char* nationality) {
      return procedure::Rows::value_type{{"owner", std::string(owner)},
                                         {"owned", std::string(owned)},
                                         {"share", share},
                                         {"nationality", std::string(nationality)}};
    };
    procedure::Values inputs = house_support::usual_inputs("submit");
    inputs["ownership"] =
        procedure::Rows{held("甲", "北京某某认证有限公司", 6000, "domestic"),
                        held("乙", "北京某某认证有限公司", 4000, "domestic"),
                        held("境外某公司", "乙", 10, "foreign"), held("国资委", "乙", 9990, "domestic")};
    inputs["foreign_investment"] = flagged;
    return inputs;
  }
  http::Response submit(const procedure::Values& inputs) const {
    hand_in(by_role("province_intake_officer"), inputs);
    return send(write(by_role("province_intake_officer"), "/cases",
                      R"({"procedure":"licence_application","party":")" + party() + R"(","inputs":)" +
                          to_json(inputs) + "}"));
  }
  http::Response asked(const house_support::Signer& by, const std::string& number) const {
    return send(read(by, "/cases/" + number + "/ownership"));
  }
};
YX_BOTH_ENGINES(OwnershipHttpTest);

TEST_P(OwnershipHttpTest, AForeignHolderIsFlaggedAndSeen) {
  EXPECT_EQ(outcome(submit(with_chain(false))), "422 supervision.ownership.foreign");
  const http::Response made = submit(with_chain(true));
  ASSERT_EQ(outcome(made), "201") << made.body_text();
  const std::string number = member(made, "number");
  const http::Response response = asked(by_role("case_officer"), number);
  ASSERT_EQ(outcome(response), "200");
  const auto shown = need(http::JsonReader::parse(*response.body));
  EXPECT_EQ(shown.integer("foreign_ppm", 0, 1'000'000), 400) << "0.1 % of 40 %";
  EXPECT_EQ(shown.text("controller"), "甲");
  EXPECT_THAT(shown.objects("owners", 10), SizeIs(4));
  EXPECT_EQ(outcome(asked(by_role("applicant"), number)), "403 procedure.role");
  EXPECT_EQ(outcome(asked(by_role("review_expert"), number)), "404 cases.none");
  EXPECT_EQ(outcome(asked(officer("sichuan"), number)), "404 cases.none");
  EXPECT_EQ(outcome(asked(officer("administrator"), number)), "403 officers.role_needed");
}

TEST_P(OwnershipHttpTest, WithoutAChainThereIsNobody) {
  const http::Response response = asked(by_role("case_officer"), opened());
  ASSERT_EQ(outcome(response), "200");
  EXPECT_THAT(need(http::JsonReader::parse(*response.body)).objects("owners", 10), SizeIs(0));
}

}  // namespace
}  // namespace yinxin::endpoints
