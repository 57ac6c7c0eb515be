// What the tables promise on both engines: one application a key, one winner a version, values bound to their
// cell.
#include "registration/application_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "crypto/random.hpp"
#include "crypto/sm4.hpp"
#include "registration/material_table.hpp"
#include "registration/step_table.hpp"
#include "store_support/test_database.hpp"

namespace yinxin::registration {
namespace {

using store::code_of;
using testing::ElementsAre;
using testing::IsEmpty;

base::Time at(std::int64_t seconds) {
  return base::Time(std::chrono::seconds(1'800'000'000 + seconds));
}

class ApplicationTableTest : public store::BothEngines {
 protected:
  void SetUp() override {
    BothEngines::SetUp();
    if (IsSkipped()) return;
    const auto migrated = store::migrate(*connect(), std::string(YX_SOURCE_DIR) + "/schema");
    ASSERT_TRUE(migrated) << base::describe(migrated.error());
    lane_ = *store::Lane::start(*database_);
  }
  void TearDown() override {
    lane_.reset();
    BothEngines::TearDown();
  }

  static Dossier dossier(const std::string& number, std::uint8_t key = 1) {
    Dossier dossier;
    Application& application = dossier.application;
    application.number = number;
    application.procedure_version = "certificate/2024-11-01";
    application.state = "submitted";
    application.version = 1;
    application.opened_at = at(0);
    application.rules_version = "1.0";
    application.form.profile = "individual";
    application.form.identities = {{x509::IdentityKind::ResidentId, "110101199003070038"}};
    application.key = base::Bytes(65, key);
    dossier.paper = {{"number", number}};
    return dossier;
  }
  std::string insert(const Dossier& dossier, const std::optional<DueEvent>& due = {}) {
    store::WriteSet set;
    const auto added = insert_application(set, vault_, dossier, due);
    if (!added) return added.error().code;
    return code_of(lane_->commit(std::move(set)));
  }
  std::string update(const Dossier& dossier, const std::optional<DueEvent>& due = {}) {
    store::WriteSet set;
    update_application(set, dossier, due);
    return code_of(lane_->commit(std::move(set)));
  }
  base::Result<Dossier> find(const std::string& number) {
    const auto connection = connect();
    return find_dossier(*connection, vault_, number);
  }

  privacy::Vault vault_{crypto::random_secret(crypto::kSealKeySize),
                        crypto::random_secret(crypto::kSealKeySize)};
  std::unique_ptr<store::Lane> lane_;
};
YX_BOTH_ENGINES(ApplicationTableTest);

TEST_P(ApplicationTableTest, AKeyServesOneApplicationThatDidNotComeToNothing) {
  Dossier first = dossier("SQ-1");
  EXPECT_EQ(insert(first), "ok");
  EXPECT_EQ(insert(dossier("SQ-2")), "registration.key_used");
  EXPECT_EQ(insert(dossier("SQ-2", 2)), "ok");
  EXPECT_EQ(insert(dossier("SQ-2", 3)), "store.constraint");  // the number
  for (const char* state : {"refused", "withdrawn", "closed"}) {
    first.application.state = state;
    ++first.application.version;
    ASSERT_EQ(update(first), "ok");
    Dossier next = dossier(std::string("SQ-") + state);
    EXPECT_EQ(insert(next), "ok") << state;
    next.application.state = "closed";
    next.application.version = 2;
    ASSERT_EQ(update(next), "ok");
  }
  for (const char* state : {"active", "revoked", "destroyed"}) {
    first.application.state = state;
    ++first.application.version;
    ASSERT_EQ(update(first), "ok");
    EXPECT_EQ(insert(dossier("SQ-9")), "registration.key_used") << state;
  }
}

TEST_P(ApplicationTableTest, OnlyTheNextVersionIsWritten) {
  Dossier one = dossier("SQ-1");
  ASSERT_EQ(insert(one), "ok");
  EXPECT_EQ(update(one), "registration.changed");
  one.application.version = 3;
  EXPECT_EQ(update(one), "registration.changed");
  one.application.version = 2;
  one.application.serial = x509::Serial::from_hex("0a0b").value();
  one.not_after = at(100);
  one.ends = "SQ-0";
  EXPECT_EQ(update(one, DueEvent{at(50), "expire"}), "ok");
  const auto found = find("SQ-1");
  ASSERT_TRUE(found) << base::describe(found.error());
  EXPECT_EQ(found->application.version, 2);
  EXPECT_EQ(found->application.serial, one.application.serial);
  EXPECT_EQ(found->not_after, at(100));
  EXPECT_EQ(found->application.due_at, at(50));
  EXPECT_EQ(found->ends, "SQ-0");
  EXPECT_EQ(find_number(*database_, *one.application.serial).value(), "SQ-1");
  EXPECT_EQ(find_number(*database_, x509::Serial::from_hex("0a").value()).value(), std::nullopt);
}

TEST_P(ApplicationTableTest, DueRowsComeOldestFirst) {
  ASSERT_EQ(insert(dossier("SQ-1", 1), DueEvent{at(20), "close_overdue"}), "ok");
  ASSERT_EQ(insert(dossier("SQ-2", 2), DueEvent{at(10), "expire"}), "ok");
  ASSERT_EQ(insert(dossier("SQ-3", 3)), "ok");
  const auto due = [&](std::int64_t seconds, std::int64_t limit) {
    std::vector<std::string> found;
    for (const DueRow& row : find_due(*database_, at(seconds), limit).value())
      found.push_back(row.number + " " + row.event);
    return found;
  };
  EXPECT_THAT(due(9, 9), IsEmpty());
  EXPECT_THAT(due(10, 9), ElementsAre("SQ-2 expire"));
  EXPECT_THAT(due(20, 9), ElementsAre("SQ-2 expire", "SQ-1 close_overdue"));
  EXPECT_THAT(due(20, 1), ElementsAre("SQ-2 expire"));
}

TEST_P(ApplicationTableTest, AFormMovedToAnotherApplicationDoesNotOpen) {
  ASSERT_EQ(insert(dossier("SQ-1", 1)), "ok");
  ASSERT_EQ(insert(dossier("SQ-2", 2)), "ok");
  run("UPDATE application SET form = (SELECT form FROM application WHERE number = 'SQ-1') WHERE number = "
      "'SQ-2'");
  EXPECT_EQ(code_of(find("SQ-1")), "ok");
  EXPECT_EQ(code_of(find("SQ-2")), "privacy.sealed");
  run("UPDATE application_identity SET opening = (SELECT opening FROM application_identity WHERE number = "
      "'SQ-1')");
  EXPECT_EQ(find_openings(*database_, vault_, "SQ-1").value().at(x509::IdentityKind::ResidentId).size(),
            x509::kIdentityOpeningSize);
  EXPECT_EQ(code_of(find_openings(*database_, vault_, "SQ-2")), "privacy.sealed");
}

TEST_P(ApplicationTableTest, StepsAndMaterialsAreErasedInTheirContent) {
  ASSERT_EQ(insert(dossier("SQ-1")), "ok");
  const StepNote step{0, "refuse", "officer/anna", at(1), {{"reason", std::string("证件已过期")}}};
  const Material material{"photograph", "照片", "image/png", {1, 2, 3}};
  const MaterialNote note{
      material.kind, material.title, material.media_type, 3, crypto::sm3(material.content), at(2)};
  store::WriteSet set;
  insert_step(set, vault_, "SQ-1", step, *inputs_to_bytes(step.inputs));
  insert_material(set, vault_, "SQ-1", material, note, "officer/anna");
  ASSERT_EQ(code_of(lane_->commit(std::move(set))), "ok");
  const auto connection = connect();
  EXPECT_EQ(find_steps(*connection, vault_, "SQ-1").value().at(0).inputs, step.inputs);
  EXPECT_EQ(find_materials(*connection, vault_, "SQ-1").value().at(0).title, "照片");
  EXPECT_EQ(find_material(*database_, vault_, "SQ-1", note.digest).value().content, material.content);

  Dossier gone = dossier("SQ-1");
  gone.application.state = "destroyed";
  gone.application.version = 2;
  store::WriteSet erase;
  update_application(erase, gone, {});
  erase_application(erase, "SQ-1");
  erase_inputs(erase, "SQ-1");
  erase_materials(erase, "SQ-1");
  ASSERT_EQ(code_of(lane_->commit(std::move(erase))), "ok");
  EXPECT_TRUE(find_steps(*connection, vault_, "SQ-1").value().at(0).inputs.empty());
  EXPECT_THAT(find_materials(*connection, vault_, "SQ-1").value(), IsEmpty());
  const auto left = find("SQ-1");
  ASSERT_TRUE(left);
  EXPECT_EQ(left->application.form.profile, "individual");
  EXPECT_TRUE(left->application.form.identities.empty());
}

TEST_P(ApplicationTableTest, AFormIsErasedOnlyWithItsRecords) {
  ASSERT_EQ(insert(dossier("SQ-1")), "ok");
  store::WriteSet set;
  erase_application(set, "SQ-1");
  EXPECT_EQ(code_of(lane_->commit(std::move(set))), "store.constraint");
}

}  // namespace
}  // namespace yinxin::registration
