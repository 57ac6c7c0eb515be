// What the tables promise on both engines: one application a key, one winner a version, values bound to their
// cell.
#include "registration/application_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

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

class ApplicationTableTest : public store::BothEnginesMigrated {
 protected:
  void SetUp() override {
    BothEngines::SetUp();
    if (IsSkipped()) return;
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

TEST_P(ApplicationTableTest, OwedRowsComeSoonestFirstWhateverTheirAge) {
  const auto owed = [&](const std::string& state, base::Time beyond, const std::string& after,
                        std::int64_t limit) {
    std::vector<std::string> found;
    ListFilter filter{state, {}, after, limit};
    filter.owed_after = beyond;
    for (const Application& one : list_applications(*database_, vault_, filter).value())
      found.push_back(one.number);
    return found;
  };
  const std::optional<base::Time> times[] = {at(30), at(10), std::nullopt, at(10)};
  for (std::uint8_t i = 0; i < 4; ++i) {
    Dossier one = dossier("SQ-" + std::to_string(i + 1), i);
    one.application.owed_at = times[i];
    ASSERT_EQ(insert(one), "ok");
  }
  EXPECT_EQ(find("SQ-1")->application.owed_at, at(30));
  EXPECT_THAT(owed("", {}, "", 9), ElementsAre("SQ-2", "SQ-4", "SQ-1"));
  EXPECT_THAT(owed("submitted", {}, "", 2), ElementsAre("SQ-2", "SQ-4"));
  EXPECT_THAT(owed("submitted", at(10), "SQ-2", 9), ElementsAre("SQ-4", "SQ-1"));
  EXPECT_THAT(owed("active", {}, "", 9), IsEmpty());

  Dossier done = dossier("SQ-4", 3);  // an officer did it between two pages
  done.application.state = "received";
  done.application.version = 2;
  ASSERT_EQ(update(done), "ok");
  EXPECT_THAT(owed("", at(10), "SQ-4", 9), ElementsAre("SQ-1")) << "the page goes on all the same";
  EXPECT_THAT(owed("", {}, "", 9), ElementsAre("SQ-2", "SQ-1"));
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

/// A database of the release before the column owed_at, brought up to date.
class OwedMigrationTest : public store::BothEngines {
 protected:
  void SetUp() override {
    BothEngines::SetUp();
    if (IsSkipped()) return;
    for (const auto& file : std::filesystem::directory_iterator(schema())) {
      if (file.path().filename() < "0015_owed.sql") std::filesystem::copy(file, before_);
    }
    migrate(before_);
  }
  void TearDown() override {
    std::filesystem::remove_all(before_);
    BothEngines::TearDown();
  }
  static std::filesystem::path schema() { return std::filesystem::path(YX_SOURCE_DIR) / "schema"; }
  void migrate(const std::filesystem::path& folder) {
    const auto migrated = store::migrate(*connect(), folder.string());
    ASSERT_TRUE(migrated) << base::describe(migrated.error());
  }
  void add(const std::string& number, const std::string& state, std::int64_t opened) {
    const auto added = connect()->execute(
        "INSERT INTO application (number, procedure_version, state, version, opened_at, rules_version, "
        "profile, "
        "purpose, key_point, form) VALUES ($1, 'certificate/2024-11-01', $2, 1, $3, '1.0', 'individual', "
        "'new', "
        "$4, $4)",
        {number, state, opened, base::to_bytes(number)});
    ASSERT_TRUE(added) << base::describe(added.error());
  }
  void step(const std::string& number, std::int64_t position, const std::string& event) {
    const auto added = connect()->execute(
        "INSERT INTO application_step (number, position, event, actor, at) VALUES ($1, $2, $3, "
        "'officer/anna', $4)",
        {number, position, event, 100 * position});
    ASSERT_TRUE(added) << base::describe(added.error());
  }

  const std::filesystem::path before_ = [] {
    std::string name = (std::filesystem::temp_directory_path() / "yx_schema_XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
    return name;
  }();
};
YX_BOTH_ENGINES(OwedMigrationTest);

TEST_P(OwedMigrationTest, RevocationsAskedForBeforeAreFound) {
  add("SQ-1", "active", 10);
  step("SQ-1", 1, "accept_certificate");
  step("SQ-1", 2, "request_revocation");
  step("SQ-1", 3, "request_revocation");
  add("SQ-2", "active", 11);
  step("SQ-2", 1, "accept_certificate");
  add("SQ-3", "revoked", 12);
  step("SQ-3", 1, "request_revocation");
  add("SQ-4", "submitted", 13);
  add("SQ-5", "received", 14);
  add("SQ-6", "to_issue", 15);
  migrate(schema());
  std::vector<std::string> owed;
  for (const store::Row& row :
       rows("SELECT number, owed_at FROM application WHERE owed_at IS NOT NULL ORDER BY number"))
    owed.push_back(row.text(0) + " " + std::to_string(row.integer(1)));
  EXPECT_THAT(owed, ElementsAre("SQ-1 200", "SQ-4 13", "SQ-6 15"));
}

TEST_P(ApplicationTableTest, AFormIsErasedOnlyWithItsRecords) {
  ASSERT_EQ(insert(dossier("SQ-1")), "ok");
  store::WriteSet set;
  erase_application(set, "SQ-1");
  EXPECT_EQ(code_of(lane_->commit(std::move(set))), "store.constraint");
}

}  // namespace
}  // namespace yinxin::registration
