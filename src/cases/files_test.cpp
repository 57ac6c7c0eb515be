// Files of cases: handed in before a step names them, refused where they are not what they should be, kept
// sealed, looked at on record, swept when no step names them.
#include <gmock/gmock.h>

#include "base/files.hpp"
#include "cases_support/cases_world.hpp"

namespace yinxin::cases_support {
namespace {

using cases::FileNote;
using cases::NewFile;
using proof::ActCode;

base::Bytes paper(const std::string& name = "sample.pdf") {
  return need(base::read_file(std::string(YX_SOURCE_DIR) + "/tests/fuzz/corpus/media/" + name, 1 << 20));
}
/// A text of its own for each number, so that no two are the same file.
base::Bytes note_text(int number, std::size_t size = 0) {
  std::string text = "说明 " + std::to_string(number) + "\n";
  if (size > text.size()) text.resize(size, 'x');
  return base::to_bytes(text);
}
std::string sm3_of(base::ByteView octets) {
  return base::to_hex(crypto::sm3(octets));
}

class CaseFilesTest : public CasesWorld {
 protected:
  base::Result<FileNote> add(const NewFile& file, const Caller& caller,
                             store::Remember<FileNote> remember = {}) {
    base::Waiter<FileNote> waiter;
    service->add_file(file, caller, std::move(remember), waiter.completion());
    return waiter.wait();
  }
  base::Result<FileNote> add_to(const std::string& number, const std::string& input, base::ByteView octets,
                                const Caller& caller, const std::string& name = "检查清单.txt") {
    return add({number, "", input, name, octets}, caller);
  }
  base::Result<FileNote> add_for_opening(base::ByteView octets, const Caller& caller = applicant(),
                                         const std::string& name = "申请材料.pdf") {
    return add({"", "licence_application", "package_sm3", name, octets}, caller);
  }
  /// As perform() and open_case() of the world, without handing anything in.
  base::Result<Case> act(const std::string& number, const std::string& event, const procedure::Values& inputs,
                         const Caller& caller) {
    base::Waiter<Case> waiter;
    service->perform({number, event, inputs, "", {}, false}, caller, {}, waiter.completion());
    return waiter.wait();
  }
  base::Result<Case> open_naming(const std::string& sm3, const Caller& caller = applicant()) {
    Opening opening = application();
    opening.inputs["package_sm3"] = sm3;
    base::Waiter<Case> waiter;
    service->open_case(opening, caller, {}, waiter.completion());
    return waiter.wait();
  }
  base::Result<base::Bytes> look(const FileNote& note, const std::string& reason, const Caller& caller) {
    base::Waiter<base::Bytes> waiter;
    service->look_at_file(note, reason, caller.actor, waiter.completion());
    return waiter.wait();
  }
  std::int64_t all_acts(ActCode code) const {
    return number("SELECT count(*) FROM act_record WHERE act = $1", {static_cast<std::int64_t>(code)});
  }
  static procedure::Values examined(const std::string& sm3) {
    return {{"complete", true}, {"checklist_sm3", sm3}};
  }
  const Caller intake = officer("province_intake_officer", kYunnan);
};
YX_BOTH_ENGINES(CaseFilesTest);

TEST_P(CaseFilesTest, AnOpeningTakesTheFilesOfWhoOpens) {
  const base::Bytes octets = paper();
  const FileNote handed = need(add_for_opening(octets));
  EXPECT_EQ(handed.media_type, "application/pdf");
  EXPECT_EQ(handed.level, "L3");
  EXPECT_EQ(base::to_hex(handed.sm3), sm3_of(octets));
  EXPECT_EQ(handed.number, "");
  EXPECT_FALSE(handed.named_at);
  EXPECT_EQ(code_of(open_naming(sm3_of(note_text(1)))), "cases.file.none");
  EXPECT_EQ(count("case_record"), 0) << "a refusal leaves nothing";
  const std::string number = need(open_naming(sm3_of(octets))).number;
  const FileNote kept = need(service->file(number, handed.sm3));
  EXPECT_EQ(kept.id, handed.id);
  EXPECT_EQ(kept.name, "申请材料.pdf");
  EXPECT_EQ(kept.named_at, clock.now());
  EXPECT_EQ(need(service->file_content(kept)), octets);
  EXPECT_EQ(code_of(open_naming(sm3_of(octets))), "cases.file.none") << "it is the first case's now";
  EXPECT_EQ(all_acts(ActCode::CaseFileAdded), 1);
}

TEST_P(CaseFilesTest, AnothersFileIsNobodysToOpenWith) {
  const base::Bytes octets = paper();
  need(add_for_opening(octets));
  const Caller other = applicant("key/" + std::string(64, 'b'));
  Opening opening = application();
  opening.party = other.party;
  opening.inputs["package_sm3"] = sm3_of(octets);
  base::Waiter<Case> waiter;
  service->open_case(opening, other, {}, waiter.completion());
  EXPECT_EQ(code_of(waiter.wait()), "cases.file.none");
}

TEST_P(CaseFilesTest, AStepNamesAFileOfItsCase) {
  const std::string number = submit();
  const std::string other = submit();
  const base::Bytes list = note_text(1);
  EXPECT_EQ(code_of(act(number, "examine_form", examined(sm3_of(list)), intake)), "cases.file.none");
  const FileNote handed = need(add_to(number, "checklist_sm3", list, intake));
  EXPECT_EQ(acts(ActCode::CaseFileAdded, number), 1);
  EXPECT_EQ(code_of(act(other, "examine_form", examined(sm3_of(list)), intake)), "cases.file.none")
      << "of another case";
  EXPECT_EQ(code_of(act(number, "examine_form", examined(sm3_of(list)), intake)), "ok");
  EXPECT_EQ(need(service->file(number, handed.sm3)).named_at, clock.now());
  clock.advance(std::chrono::hours(1));
  EXPECT_EQ(code_of(act(number, "examine_form", examined(sm3_of(list)), intake)), "ok") << "once more";
  EXPECT_EQ(need(service->file(number, handed.sm3)).named_at, clock.now() - std::chrono::hours(1));
  EXPECT_EQ(code_of(service->file(other, handed.sm3)), "cases.file.none");
}

TEST_P(CaseFilesTest, AFileThatIsNotThereDoesNotHoldUpWhatIsDue) {
  const std::string number = submit();
  clock.set(morning("2026-10-12"));
  const procedure::Values withdrawal{{"withdrawal_sm3", sm3_of(note_text(1))}};
  EXPECT_EQ(code_of(act(number, "withdraw", withdrawal, applicant())), "cases.file.none");
  EXPECT_EQ(outcome(number), "accepted [decision forwarding]") << "by silence";
}

TEST_P(CaseFilesTest, WhatTheDepartmentKeepsNeedsNoFile) {
  const std::string kept = sm3_of(note_text(1));
  options.keeps = [kept](const Case& the_case, const std::string& input, const crypto::Sm3Digest& sm3) {
    return the_case.procedure == "licence_application" && input == "checklist_sm3" &&
           base::to_hex(sm3) == kept;
  };
  start();
  const std::string number = submit();
  EXPECT_EQ(code_of(act(number, "examine_form", examined(sm3_of(note_text(2))), intake)), "cases.file.none");
  EXPECT_EQ(code_of(act(number, "examine_form", examined(kept), intake)), "ok");
  EXPECT_EQ(need(service->files(number)).size(), 1U) << "that of the opening";
  EXPECT_EQ(code_of(act(number, "withdraw", {{"withdrawal_sm3", kept}}, applicant())), "cases.file.none")
      << "for that input alone";
}

TEST_P(CaseFilesTest, TheSameFileAgainIsTheSameFile) {
  const std::string number = submit();
  const base::Bytes list = note_text(1);
  const FileNote first = need(add_to(number, "checklist_sm3", list, intake));
  bool remembered = false;
  base::Waiter<FileNote> waiter;
  service->add_file(
      {number, "", "checklist_sm3", "另一个名字.txt", list}, intake,
      [&](store::WriteSet&, const FileNote&) { remembered = true; }, waiter.completion());
  const FileNote again = need(waiter.wait());
  EXPECT_TRUE(remembered);
  EXPECT_EQ(again.id, first.id);
  EXPECT_EQ(again.name, first.name);
  EXPECT_EQ(need(service->files(number)).size(), 2U) << "with that of the opening";
  EXPECT_EQ(acts(ActCode::CaseFileAdded, number), 1);
}

TEST_P(CaseFilesTest, AnInputOfAHigherLevelNeedsItHandedInForThat) {
  std::string number;
  ASSERT_EQ(play(number, "submit examine_form"), "");
  const base::Bytes package = note_text(1);
  need(add_to(number, "checklist_sm3", package, intake));
  ASSERT_EQ(code_of(act(number, "examine_form", examined(sm3_of(package)), intake)), "ok");
  ASSERT_EQ(play(number, "request_supplement"), "");
  const procedure::Values supplement{{"package_sm3", sm3_of(package)}};
  EXPECT_EQ(code_of(act(number, "supplement", supplement, applicant())), "cases.file.level");
  const FileNote raised = need(add_to(number, "package_sm3", package, applicant()));
  EXPECT_EQ(raised.level, "L3");
  EXPECT_EQ(need(service->file_content(need(service->file(number, raised.sm3)))), package);
  EXPECT_EQ(acts(ActCode::CaseFileAdded, number), 2);
  EXPECT_EQ(code_of(act(number, "supplement", supplement, applicant())), "ok");
  EXPECT_EQ(need(add_to(number, "checklist_sm3", package, intake)).level, "L3") << "never lowered";
}

TEST_P(CaseFilesTest, OnlyWhatIsAskedForIsTakenAndByWhoMay) {
  const std::string number = submit();
  const auto refused = [&](const std::string& input, const Caller& caller) {
    return code_of(add_to(number, input, note_text(1), caller));
  };
  EXPECT_EQ(refused("report_sm3", intake), "cases.file.input") << "another state asks for it";
  EXPECT_EQ(refused("complete", intake), "cases.file.input") << "no file";
  EXPECT_EQ(refused("checklist_sm3", applicant()), "cases.file.input") << "asked of another role";
  EXPECT_EQ(refused("checklist_sm3", officer("province_intake_officer", kSichuan)), "cases.none");
  EXPECT_EQ(refused("checklist_sm3", applicant("key/" + std::string(64, 'b'))), "cases.none");
  EXPECT_EQ(code_of(add_to("XK-2026-99", "checklist_sm3", note_text(1), intake)), "cases.none");
  const auto opening = [&](const std::string& procedure, const std::string& input, const Caller& caller) {
    return code_of(add({"", procedure, input, "a.txt", note_text(1)}, caller));
  };
  EXPECT_EQ(opening("no_such", "package_sm3", applicant()), "cases.procedure");
  EXPECT_EQ(opening("licence_application", "checklist_sm3", applicant()), "cases.file.input");
  EXPECT_EQ(opening("licence_application", "package_sm3", officer("deciding_officer")), "procedure.role");
  EXPECT_EQ(opening("licence_status", "package_sm3", applicant()), "procedure.role") << "opened by cases";
  EXPECT_EQ(this->number("SELECT count(*) FROM case_file WHERE named_at IS NULL"), 0);
}

TEST_P(CaseFilesTest, WhatIsNotWhatItSaysIsRefused) {
  const std::string number = submit();
  const auto refused = [&](const std::string& name, base::ByteView octets) {
    return code_of(add_to(number, "checklist_sm3", octets, intake, name));
  };
  EXPECT_EQ(refused("a.pdf", paper("sample.png")), "cases.file.content");
  EXPECT_EQ(refused("a.pdf", {}), "cases.file.content");
  EXPECT_EQ(refused("a.exe", paper()), "cases.file.type");
  EXPECT_EQ(refused("a.txt", base::Bytes(cases::kMaxFileBytes + 1, 'x')), "cases.file.size");
  const std::string longest(cases::kMaxFileName - 4, 'n');
  EXPECT_EQ(refused(longest + ".txt", note_text(1)), "ok");
  for (const std::string& name : std::vector<std::string>{
           "", longest + "n.txt", "../a.txt", "a/b.txt", "a\\b.txt", "C:a.txt", ".a.txt", " a.txt", "a.txt ",
           "a\n.txt", "a\u202Etxt.exe", std::string("a\0.txt", 6), "\xff.txt", "a\"b.txt"})
    EXPECT_EQ(refused(name, note_text(2)), "cases.file.name") << name;
  EXPECT_EQ(this->number("SELECT count(*) FROM case_file WHERE named_at IS NULL"), 1);
}

TEST_P(CaseFilesTest, TheLargestFileIsKeptWhole) {
  const std::string number = submit();
  const base::Bytes large = note_text(1, cases::kMaxFileBytes);
  const FileNote note = need(add_to(number, "checklist_sm3", large, intake));
  EXPECT_EQ(note.size, static_cast<std::int64_t>(cases::kMaxFileBytes));
  EXPECT_EQ(sm3_of(need(service->file_content(note))), sm3_of(large));
}

TEST_P(CaseFilesTest, ThereIsSoMuchRoom) {
  for (std::int64_t i = 0; i < cases::kMaxOpeningFiles; ++i)
    ASSERT_EQ(code_of(add_for_opening(note_text(static_cast<int>(i)), applicant(), "a.txt")), "ok");
  EXPECT_EQ(code_of(add_for_opening(note_text(100), applicant(), "a.txt")), "cases.file.count");
  EXPECT_EQ(code_of(add_for_opening(note_text(0), applicant(), "a.txt")), "ok") << "which is there";
  const Caller other = applicant("key/other");
  need(add_for_opening(note_text(1), other, "a.txt"));
  run("UPDATE case_file SET size = " + std::to_string(cases::kMaxOpeningFileBytes - 100) +
      " WHERE added_by = 'key/other'");
  EXPECT_EQ(code_of(add_for_opening(note_text(2, 50), other, "a.txt")), "ok");
  EXPECT_EQ(code_of(add_for_opening(note_text(3, 200), other, "a.txt")), "cases.file.sum");
  run("UPDATE case_file SET size = " + std::to_string(cases::kMaxWaitingBytes) +
      " WHERE added_by = 'key/other'");
  const auto waiting = add_for_opening(note_text(4), applicant("key/third"), "a.txt");
  EXPECT_EQ(code_of(waiting), "cases.file.waiting");
  EXPECT_EQ(waiting.error().kind, base::ErrorKind::TooMany) << "later there may be room";
}

// Keys are made by anybody, as many as they like: together they never take the room of officers.
TEST_P(CaseFilesTest, KeysLeaveRoomForOfficers) {
  need(add_for_opening(note_text(1), applicant("key/one"), "a.txt"));
  need(add_for_opening(note_text(2), applicant("key/two"), "a.txt"));
  run("UPDATE case_file SET size = " + std::to_string(cases::kMaxWaitingBytesOfKeys / 2));
  EXPECT_EQ(code_of(add_for_opening(note_text(3), applicant("key/third"), "a.txt")), "cases.file.waiting");
  EXPECT_EQ(code_of(add_for_opening(note_text(3), applicant("officer/comply-1"), "a.txt")), "ok");
  clock.advance(cases::kKeysFileWaits + std::chrono::seconds(1));
  EXPECT_EQ(need(service->sweep_files()), 2U);
  EXPECT_EQ(code_of(add_for_opening(note_text(3), applicant("key/third"), "a.txt")), "ok");
}

TEST_P(CaseFilesTest, NothingOfItIsStoredInClear) {
  const base::Bytes octets = note_text(1);
  const std::string number = submit();
  need(add_to(number, "checklist_sm3", octets, intake));
  const auto holds = [](const store::Value& value, std::string_view text) {
    const auto* blob = std::get_if<base::Bytes>(&value);
    const auto* plain = std::get_if<std::string>(&value);
    std::string_view stored;
    if (blob != nullptr) stored = base::as_text(*blob);
    if (plain != nullptr) stored = *plain;
    return stored.find(text) != std::string_view::npos;
  };
  for (const char* sql : {"SELECT name, input, media_type, added_by FROM case_file",
                          "SELECT content FROM case_file_content", "SELECT record, object FROM act_record"}) {
    for (const store::Row& row : rows(sql)) {
      for (const store::Value& value : row.values()) {
        EXPECT_FALSE(holds(value, "说明")) << sql;
        EXPECT_FALSE(holds(value, "检查清单")) << sql;
      }
    }
  }
}

TEST_P(CaseFilesTest, ALookIsOnRecordWithItsReason) {
  const base::Bytes octets = paper();
  need(add_for_opening(octets));
  const std::string number = need(open_naming(sm3_of(octets))).number;
  const FileNote note = need(service->file(number, crypto::sm3(octets)));
  for (const std::string& reason :
       {std::string(), std::string("  "), std::string(501, 'r'), std::string("\xff")})
    EXPECT_EQ(code_of(look(note, reason, intake)), "cases.file.reason");
  EXPECT_EQ(acts(ActCode::PersonalDataViewed, number), 0);
  EXPECT_EQ(need(look(note, "形式审查", intake)), octets);
  EXPECT_EQ(need(look(note, "形式审查", intake)), octets);
  EXPECT_EQ(acts(ActCode::PersonalDataViewed, number), 2) << "each look";
  const store::Row row = rows("SELECT id, record, opening FROM act_record WHERE act = $1",
                              {static_cast<std::int64_t>(ActCode::PersonalDataViewed)})
                             .at(0);
  const auto record = need(recorder.open(row.blob(0), row.values()[1], row.values()[2])).record;
  EXPECT_EQ(record.find("reason"), "形式审查");
  EXPECT_EQ(record.find("actor"), intake.actor.id);
  EXPECT_EQ(record.find("fields"), "file." + note.id);
}

TEST_P(CaseFilesTest, WhatNoStepNamesIsSweptInTime) {
  const std::string number = submit();
  const FileNote named = need(add_to(number, "checklist_sm3", note_text(1), intake));
  ASSERT_EQ(code_of(act(number, "examine_form", examined(base::to_hex(named.sm3)), intake)), "ok");
  need(add_to(number, "checklist_sm3", note_text(2), intake));
  need(add_for_opening(note_text(3), applicant(), "a.txt"));
  clock.advance(cases::kKeysFileWaits);
  EXPECT_EQ(need(service->sweep_files()), 0U) << "to the last moment";
  clock.advance(std::chrono::seconds(1));
  EXPECT_EQ(need(service->sweep_files()), 1U) << "what a key handed in for an opening waits a day";
  clock.advance(cases::kFileWaits - cases::kKeysFileWaits - std::chrono::seconds(1));
  EXPECT_EQ(need(service->sweep_files()), 0U) << "to the last moment";
  clock.advance(std::chrono::seconds(1));
  const FileNote fresh = need(add_to(number, "checklist_sm3", note_text(4), intake));
  EXPECT_EQ(need(service->sweep_files()), 1U);
  EXPECT_EQ(need(service->sweep_files()), 0U);
  EXPECT_EQ(all_acts(ActCode::CaseFileSwept), 2);
  EXPECT_EQ(acts(ActCode::CaseFileSwept, number), 1);
  EXPECT_EQ(count("case_file"), count("case_file_content"));
  EXPECT_EQ(code_of(service->file(number, named.sm3)), "ok");
  EXPECT_EQ(code_of(service->file(number, fresh.sm3)), "ok");
  EXPECT_EQ(code_of(service->file(number, crypto::sm3(note_text(2)))), "cases.file.none");
  EXPECT_EQ(code_of(open_naming(sm3_of(note_text(3)))), "cases.file.none");
}

TEST_P(CaseFilesTest, AChangedOrMovedContentIsNotGivenOut) {
  const std::string number = submit();
  const FileNote one = need(add_to(number, "checklist_sm3", note_text(1), intake));
  const FileNote two = need(add_to(number, "checklist_sm3", note_text(2), intake));
  const store::Value content =
      rows(
          "SELECT c.content FROM case_file_content c JOIN case_file f ON f.id = c.file "
          "WHERE f.sm3 = $1",
          {base::to_bytes(two.sm3)})
          .at(0)
          .values()
          .at(0);
  need(connect()->execute("UPDATE case_file_content SET content = $1", {content}));
  EXPECT_EQ(code_of(service->file_content(one)), "privacy.sealed");
  EXPECT_EQ(code_of(service->file_content(two)), "ok");
}

TEST_P(CaseFilesTest, TwiceAtOnceItIsThereOnce) {
  const std::string number = submit();
  const base::Bytes octets = note_text(1);
  base::Waiter<FileNote> waiters[2];
  for (auto& waiter : waiters)
    service->add_file({number, "", "checklist_sm3", "a.txt", octets}, intake, {}, waiter.completion());
  std::vector<std::string> codes;
  for (auto& waiter : waiters) codes.push_back(code_of(waiter.wait()));
  EXPECT_EQ(codes.front(), "ok");
  EXPECT_THAT(codes.back(), testing::AnyOf("ok", "cases.file.again")) << "as the lane was faster or not";
  EXPECT_EQ(acts(ActCode::CaseFileAdded, number), 1);
}

}  // namespace
}  // namespace yinxin::cases_support
