// The fourteen parts: each holds what the ledger proves or a signed absence, and nothing can be taken out,
// put in or changed, by the provider itself either. Then the table of responsibility, row by row.
#include <gmock/gmock.h>

#include "proof/test_package.hpp"

namespace yinxin::proof {
namespace {

using test::build;
using test::Draft;
using test::failures;
using test::Files;
using test::office_draft;
using test::office_world;
using test::reseal;
using test::World;
using testing::AllOf;
using testing::AnyOf;
using testing::Contains;
using testing::HasSubstr;
using testing::StartsWith;

Draft with_absence(const World& world, Part part) {
  Draft from = office_draft(world);
  const std::string folder = std::string(part_info(part).folder) + "/";
  std::erase_if(from.files, [&](const auto& file) { return file.first.starts_with(folder); });
  std::erase_if(from.absences, [&](const Absence& absence) { return absence.part == part; });
  from.absent(part);
  return from;
}

std::vector<Part> that_may_be_absent() {
  std::vector<Part> parts;
  for (const PartInfo& info : all_parts()) {
    if (!is_always_there(info.part)) parts.push_back(info.part);
  }
  return parts;
}

std::string folder_of(std::string_view name) {
  return std::string(name.substr(0, name.find('/')));
}

TEST(PackageParts, AllFourteenWithFilesPass) {
  const World world = office_world();
  const base::Bytes archive = build(world, office_draft(world));
  const Report report = verify_package(archive, world.trust());
  EXPECT_TRUE(report.pass()) << report.to_text();
  std::set<std::string> folders;
  for (const auto& [name, content] : test::unpack(archive)) folders.insert(folder_of(name));
  for (const PartInfo& part : all_parts()) EXPECT_TRUE(folders.contains(std::string(part.folder))) << part.en;
  EXPECT_THAT(test::codes(report, Severity::Passed),
              AllOf(Contains("package.case"), Contains("package.snapshot")));
}

TEST(PackageParts, EachThatMayBeAbsentPassesWithASignedAbsence) {
  const World world = office_world();
  ASSERT_EQ(that_may_be_absent().size(), 9U);
  for (const Part part : that_may_be_absent()) {
    const Report report = verify_package(build(world, with_absence(world, part)), world.trust());
    EXPECT_TRUE(report.pass()) << part_info(part).folder << "\n" << report.to_text();
    EXPECT_THAT(test::codes(report, Severity::Noted), Contains("package.part.absent"));
  }
  for (const Part part :
       {Part::Scope, Part::Issue, Part::Custody, Part::Responsibility, Part::Verification}) {
    const auto refused = build(world, with_absence(world, part), world.service);
    EXPECT_THAT(refused.error().code, AnyOf("proof.package.both", "proof.package.certificate"))
        << part_info(part).folder;
  }
}

TEST(PackageParts, AFileThatIsTakenOutIsNamed) {
  const World world = office_world();
  const base::Bytes good = build(world, office_draft(world));
  for (const auto& [name, content] : test::unpack(good)) {
    auto fewer = test::unpack(good);
    std::erase_if(fewer, [&, gone = name](const auto& file) { return file.first == gone; });
    EXPECT_THAT(failures(verify_package(test::repack(fewer, office_draft(world).info.built), world.trust())),
                Contains(StartsWith(name + ": ")))
        << name;
  }
}

TEST(PackageParts, AFileThatTheProviderTakesOutIsNamedToo) {
  const World world = office_world();
  const base::Bytes good = build(world, office_draft(world));
  for (const auto& [name, content] : test::unpack(good)) {
    if (!part_of(name)) continue;
    const auto bad =
        reseal(good, world.service, [&, gone = name](Files& files, Manifest&) { files.erase(gone); });
    EXPECT_THAT(failures(verify_package(bad, world.trust())), Contains(StartsWith(folder_of(name)))) << name;
  }
}

TEST(PackageParts, AFileThatTheProviderChangesIsNamed) {
  const World world = office_world();
  const base::Bytes good = build(world, office_draft(world));
  for (const auto& [name, content] : test::unpack(good)) {
    if (!part_of(name)) continue;
    const auto bad = reseal(good, world.service, [&, changed = name](Files& files, Manifest&) {
      base::Bytes& octets = files[changed];
      octets[octets.size() / 2] ^= 1;
    });
    EXPECT_THAT(failures(verify_package(bad, world.trust())), Contains(StartsWith(folder_of(name)))) << name;
  }
}

TEST(PackageParts, AnAbsenceThatIsTakenOutIsNamed) {
  const World world = office_world();
  for (const Part part : that_may_be_absent()) {
    const base::Bytes good = build(world, with_absence(world, part));
    const std::string folder(part_info(part).folder);
    auto fewer = test::unpack(good);
    std::erase_if(fewer, [&](const auto& file) { return file.first == absent_file(part); });
    EXPECT_THAT(failures(verify_package(test::repack(fewer, office_draft(world).info.built), world.trust())),
                Contains(absent_file(part) + ": package.file.missing"));
    const auto resealed =
        reseal(good, world.service, [&](Files& files, Manifest&) { files.erase(absent_file(part)); });
    EXPECT_THAT(failures(verify_package(resealed, world.trust())),
                AllOf(Contains(folder + ": package.part.missing"),
                      Contains(absent_file(part) + ": package.collected.missing")));
  }
  const base::Bytes with_item = build(world, office_draft(world));
  const auto silent =
      reseal(with_item, world.service, [](Files&, Manifest& manifest) { manifest.absences.clear(); });
  EXPECT_THAT(failures(verify_package(silent, world.trust())),
              Contains("09-security: package.collected.missing"));
  const auto other = reseal(with_item, world.service, [](Files&, Manifest& manifest) {
    manifest.absences.front().reason = "另一个原因";
  });
  EXPECT_THAT(failures(verify_package(other, world.trust())),
              Contains("09-security: package.collected.extra"));
}

TEST(PackageParts, APartIsNotBothFilledAndAbsent) {
  const World world = office_world();
  for (const Part part : that_may_be_absent()) {
    const std::string folder(part_info(part).folder);
    const auto both =
        reseal(build(world, with_absence(world, part)), world.service, [&](Files& files, Manifest&) {
          files[folder + "/found.txt"] = base::to_bytes(std::string_view("又有了"));
        });
    EXPECT_THAT(failures(verify_package(both, world.trust())),
                AllOf(Contains(folder + ": package.part.both"),
                      Contains(folder + "/found.txt: package.collected.extra")));
  }
}

TEST(PackageParts, AnAbsenceIsSignedByThePackageKeyAboutThisPart) {
  const World world = office_world();
  const base::Bytes good = build(world, with_absence(world, Part::Security));
  const std::string name = absent_file(Part::Security);
  const auto bodies = [&] {
    for (const auto& [file, content] : test::unpack(good)) {
      if (file == name) return SignedNote::parse(base::as_text(content)).value().body;
    }
    return std::string();
  }();
  AbsenceNote note = AbsenceNote::parse(bodies).value();
  const auto with = [&](const std::string& text) {
    const auto bad =
        reseal(good, world.service, [&](Files& files, Manifest&) { files[name] = base::to_bytes(text); });
    return failures(verify_package(bad, world.trust()));
  };
  EXPECT_THAT(with(test::note_by(world.holder, bodies)), Contains(name + ": package.absence"));
  EXPECT_THAT(with(bodies), Contains(name + ": package.format"));
  note.part = Part::Staff;
  EXPECT_THAT(with(test::note_by(world.service, note.body())), Contains(name + ": package.absence"));
  note = AbsenceNote::parse(bodies).value();
  note.package = "EP-2026-0002";
  EXPECT_THAT(with(test::note_by(world.service, note.body())), Contains(name + ": package.absence"));
}

TEST(PackageParts, AnAbsenceNoteHasOneForm) {
  const AbsenceNote note{"EP-1", Part::Staff, Hash{}, test::at("2026-07-01T00:00:00Z"), "没有"};
  const std::string body = note.body();
  const auto read = AbsenceNote::parse(body);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->body(), body);
  EXPECT_EQ(package_note_time(body).value(), note.built);
  for (std::size_t i = 0; i < body.size(); ++i) {
    EXPECT_FALSE(AbsenceNote::parse(std::string_view(body).substr(0, i))) << i;
  }
  for (const std::string& bad : {body + "x\n", "\n" + body, std::string("\n\n\n\n\n\n"), body + body})
    EXPECT_FALSE(package_note_time(bad)) << bad;
  AbsenceNote longer = note;
  longer.reason = std::string(kMaxReason, 'x');
  EXPECT_TRUE(AbsenceNote::parse(longer.body()));
  EXPECT_LE(longer.body().size(), 1024U) << "what the signer takes";
  longer.reason += "x";
  EXPECT_FALSE(AbsenceNote::parse(longer.body()));
}

TEST(PackageParts, AnOlderFormatIsRefusedByName) {
  const World world = office_world();
  auto files = test::unpack(build(world, office_draft(world)));
  std::string manifest(base::as_text(files.front().second));
  manifest.replace(manifest.find("package/2"), std::string_view("package/2").size(), "package/1");
  files.front().second = base::to_bytes(manifest);
  const Report report = verify_package(test::repack(files, office_draft(world).info.built), world.trust());
  EXPECT_THAT(failures(report), testing::ElementsAre("manifest.json: package.version"));
  EXPECT_THAT(report.to_text(), HasSubstr("yinxin-evidence-package/1"));
}

TEST(PackageParts, WhatPartsNameHasItsActs) {
  const World world = office_world();
  Draft other_case = office_draft(world);
  CasesPaper paper =
      CasesPaper::parse(base::as_text(other_case.files.at(std::string(layout::kNotices)))).value();
  paper.cases.front().number = "TS-2026-2";
  other_case.put(layout::kNotices, paper.to_json());
  EXPECT_THAT(failures(verify_package(build(world, other_case), world.trust())),
              testing::ElementsAre(std::string(layout::kNotices) + ": package.case"));
  Draft other_snapshot = office_draft(world);
  other_snapshot.put("09-security/conditions-2026-01.txt", std::string_view("改过的快照\n"));
  EXPECT_THAT(failures(verify_package(build(world, other_snapshot), world.trust())),
              testing::ElementsAre("09-security/conditions-2026-01.txt: package.snapshot"));
  for (const std::string_view file : {layout::kIncidents, layout::kNotices, layout::kRights}) {
    Draft malformed = office_draft(world);
    malformed.put(file, std::string_view("{}"));
    EXPECT_THAT(failures(verify_package(build(world, malformed), world.trust())),
                testing::ElementsAre(std::string(file) + ": package.format"));
  }
}

}  // namespace
}  // namespace yinxin::proof
