// Evidence packages: whole ones pass; anything changed, hidden, foreign or contradictory is found and named.
#include "proof/package.hpp"

#include <gmock/gmock.h>

#include "proof/test_package.hpp"
#include "proof/ustar.hpp"

namespace yinxin::proof {
namespace {

using test::at;
using test::build;
using test::Draft;
using test::draft;
using test::failures;
using test::World;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsSupersetOf;

World whole_world() {
  World world;
  world.usual_acts();
  return world;
}

Report verify_draft(const World& world, const Draft& from) {
  return verify_package(build(world, from), world.trust());
}

TEST(Package, AWholeOnePasses) {
  const World world = whole_world();
  const Report report = verify_draft(world, draft(world));
  EXPECT_TRUE(report.pass()) << report.to_text();
  EXPECT_THAT(test::codes(report, Severity::Noted),
              ElementsAre("package.part.absent", "package.part.absent", "package.part.absent",
                          "package.rules.document"));
  EXPECT_THAT(test::codes(report, Severity::Passed), IsSupersetOf({"package.archive",
                                                                   "package.files",
                                                                   "package.subject",
                                                                   "package.signature",
                                                                   "package.tree_head",
                                                                   "package.act",
                                                                   "package.times",
                                                                   "package.issued",
                                                                   "package.gate",
                                                                   "chain.path",
                                                                   "article19.policy",
                                                                   "package.request.key",
                                                                   "package.request.possession",
                                                                   "package.crl",
                                                                   "package.ocsp",
                                                                   "package.status",
                                                                   "package.licence.name",
                                                                   "package.licence.period",
                                                                   "package.rules",
                                                                   "package.duties"}));
}

TEST(Package, OfOneContentThereIsOneArchiveButForTheSignature) {
  const World world = whole_world();
  const Draft from = draft(world);
  const base::Bytes first = build(world, from);
  const base::Bytes second = build(world, from);
  const TarArchive a = read_tar(first).value();
  const TarArchive b = read_tar(second).value();
  ASSERT_EQ(a.files.size(), b.files.size());
  for (std::size_t i = 0; i < a.files.size(); ++i) {
    EXPECT_EQ(a.files[i].name, b.files[i].name);
    EXPECT_EQ(base::equal(a.files[i].content, b.files[i].content), a.files[i].name != layout::kSignature);
  }
  EXPECT_EQ(a.files[0].name, "manifest.json");
  EXPECT_EQ(a.files[1].name, "manifest.sig");
}

TEST(Package, AChangedOctetFailsAndNamesTheFile) {
  const World world = whole_world();
  const base::Bytes good = build(world, draft(world));
  const TarArchive archive = read_tar(good).value();
  for (const TarFile& file : archive.files) {
    const auto begin = static_cast<std::size_t>(file.content.data() - good.data());
    for (const std::size_t at_octet : {std::size_t{0}, file.content.size() / 2, file.content.size() - 1}) {
      base::Bytes bad = good;
      bad[begin + at_octet] ^= 1;
      const Report report = verify_package(bad, world.trust());
      EXPECT_FALSE(report.pass()) << file.name << " octet " << at_octet;
      EXPECT_THAT(failures(report), Contains(testing::StartsWith(file.name + ": ")))
          << file.name << " octet " << at_octet;
    }
  }
}

TEST(Package, AnySampledOctetOfTheArchiveFails) {
  const World world = whole_world();
  const base::Bytes good = build(world, draft(world));
  for (std::size_t i = 0; i < good.size(); i += 211) {
    base::Bytes bad = good;
    bad[i] ^= 0x10;
    EXPECT_FALSE(verify_package(bad, world.trust()).pass()) << i;
  }
  for (const std::size_t size : {std::size_t{0}, std::size_t{511}, good.size() / 2, good.size() - 1}) {
    EXPECT_FALSE(verify_package(base::ByteView(good).first(size), world.trust()).pass());
  }
}

/// Packs files as they are, with whatever manifest and signature stand among them.
base::Bytes repack(const std::vector<std::pair<std::string, base::Bytes>>& files, base::Time time) {
  TarWriter tar(time);
  for (const auto& [name, content] : files) EXPECT_TRUE(tar.add(name, content)) << name;
  return std::move(tar).finish();
}

std::vector<std::pair<std::string, base::Bytes>> unpack(base::ByteView archive) {
  std::vector<std::pair<std::string, base::Bytes>> files;
  for (const TarFile& file : read_tar(archive).value().files)
    files.emplace_back(file.name, base::to_bytes(file.content));
  return files;
}

TEST(Package, NothingCanBeAddedRemovedOrRetimed) {
  const World world = whole_world();
  const Draft from = draft(world);
  const base::Bytes good = build(world, from);
  auto more = unpack(good);
  more.emplace_back("09-security/report.txt", base::to_bytes(std::string_view("新加")));
  EXPECT_THAT(failures(verify_package(repack(more, from.info.built), world.trust())),
              ElementsAre("09-security/report.txt: package.file.extra"));
  auto fewer = unpack(good);
  std::erase_if(fewer, [](const auto& file) { return file.first == "04-application/form.txt"; });
  EXPECT_THAT(failures(verify_package(repack(fewer, from.info.built), world.trust())),
              Contains("04-application/form.txt: package.file.missing"));
  EXPECT_THAT(failures(verify_package(repack(unpack(good), from.info.built + std::chrono::seconds(1)),
                                      world.trust())),
              ElementsAre(": package.archive.time"));
  auto unsigned_files = unpack(good);
  std::erase_if(unsigned_files, [](const auto& file) { return file.first == layout::kSignature; });
  EXPECT_THAT(failures(verify_package(repack(unsigned_files, from.info.built), world.trust())),
              ElementsAre("manifest.sig: package.signature"));
  EXPECT_THAT(failures(verify_package(repack({}, from.info.built), world.trust())),
              ElementsAre("manifest.json: package.manifest"));
}

TEST(Package, AManifestRewrittenToFitIsNotSigned) {
  const World world = whole_world();
  Draft from = draft(world);
  const auto signature = unpack(build(world, from))[1].second;
  from.put("04-application/form.txt", std::string_view("另一份申请表"));
  auto files = unpack(build(world, from));
  files[1].second = signature;
  EXPECT_THAT(failures(verify_package(repack(files, from.info.built), world.trust())),
              ElementsAre("manifest.json: package.manifest"));
}

TEST(Package, OnlyAServiceKeyOfTheProviderMaySign) {
  const World world = whole_world();
  const Draft from = draft(world);
  const auto by_holder = build(world, from, world.holder).value();
  EXPECT_THAT(failures(verify_package(by_holder, world.trust())),
              Contains("14-verification/signer.cer: package.service"));
  const World other = whole_world();
  const auto by_stranger = build(world, from, other.service).value();
  EXPECT_THAT(failures(verify_package(by_stranger, world.trust())),
              Contains("14-verification/signer.cer: chain.issuer"));
  World late = whole_world();
  late.service.tbs.validity.not_after = at("2026-06-30T12:00:00Z");
  late.service.certify(late.issuing);
  EXPECT_THAT(failures(verify_draft(late, draft(late))),
              Contains("14-verification/signer.cer: chain.validity"));
}

TEST(Package, ATakerOfTheBusinessIsNoted) {
  World world = whole_world();
  world.service.tbs.subject = test::name("承接机构", "业务签名");
  world.service.certify(world.issuing);
  const Report report = verify_draft(world, draft(world));
  EXPECT_TRUE(report.pass()) << report.to_text();
  EXPECT_THAT(test::codes(report, Severity::Noted), Contains("package.provider"));
}

TEST(Package, WithoutARootItPassesAndSaysWhatToCompare) {
  const World world = whole_world();
  const Report report = verify_package(build(world, draft(world)), PackageTrust());
  EXPECT_TRUE(report.pass());
  EXPECT_THAT(test::codes(report, Severity::Noted), Contains("chain.unanchored"));
  PackageTrust wrong;
  wrong.roots.push_back(*World().root.certificate);
  EXPECT_THAT(failures(verify_package(build(world, draft(world)), wrong)),
              Contains("06-issue/certificate.cer: chain.root"));
}

TEST(Package, AbsencesAreStatedNeverHidden) {
  const World world = whole_world();
  for (const auto& [file, part] :
       std::vector<std::pair<std::string_view, Part>>{{layout::kRequest, Part::Issue},
                                                      {layout::kTreeHead, Part::Custody},
                                                      {layout::kLicence, Part::Licence},
                                                      {layout::kRules, Part::Rules},
                                                      {layout::kDuties, Part::Responsibility}}) {
    Draft hidden = draft(world);
    hidden.files.erase(std::string(file));
    if (part == Part::Licence || part == Part::Responsibility) {
      hidden.put(std::string(part_info(part).folder) + "/other.txt", std::string_view("其他"));
    }
    EXPECT_THAT(failures(verify_draft(world, hidden)), Contains(std::string(file) + ": package.unstated"));
    Draft stated = hidden;
    stated.absent(part, "某项");
    const Report report = verify_draft(world, stated);
    EXPECT_TRUE(report.pass()) << file << "\n" << report.to_text();
  }
  Draft no_lists = draft(world);
  no_lists.files.erase(std::string(layout::kCrls) + "before.crl");
  EXPECT_THAT(failures(verify_draft(world, no_lists)), ElementsAre("08-status/crl/: package.unstated"));
}

TEST(Package, TheBuilderRefusesWhatTheCheckerWould) {
  const World world = whole_world();
  Draft no_part = draft(world);
  no_part.absences.clear();
  const auto missing = build(world, no_part, world.service);
  EXPECT_EQ(missing.error().code, "proof.package.part_missing");
  EXPECT_EQ(missing.error().detail, "09-security");
  Draft no_reason = draft(world);
  no_reason.absences.front().reason.clear();
  EXPECT_EQ(build(world, no_reason, world.service).error().code, "proof.manifest");
  Draft no_certificate = draft(world);
  no_certificate.files.erase(std::string(layout::kCertificate));
  EXPECT_EQ(build(world, no_certificate, world.service).error().code, "proof.package.certificate");
  no_certificate.put(layout::kCertificate, std::string_view("x"));
  EXPECT_EQ(build(world, no_certificate, world.service).error().code, "proof.package.certificate");
  PackageBuilder builder(draft(world).info);
  EXPECT_EQ(builder.add("15-more/x", std::string_view("x")).error().code, "proof.package.name");
  EXPECT_EQ(builder.add("manifest.json", std::string_view("x")).error().code, "proof.package.name");
  EXPECT_EQ(builder.add("03-rules/../x", std::string_view("x")).error().code, "proof.package.name");
  ASSERT_TRUE(builder.add("03-rules/x", std::string_view("x")));
  EXPECT_EQ(builder.add("03-rules/x", std::string_view("y")).error().code, "proof.package.repeated");
}

TEST(Package, TheErrorOfTheSignerIsHandedOn) {
  const World world = whole_world();
  PackageBuilder builder(draft(world).info);
  ASSERT_TRUE(builder.add(layout::kCertificate, base::to_bytes(world.holder.certificate->der())));
  for (const PartInfo& part : all_parts()) builder.absent(part.part, "", "测试");
  const auto locked = std::move(builder).finish(
      *world.service.certificate, "k", [](base::ByteView) -> base::Result<crypto::Sm2Signature> {
        return base::make_error(base::ErrorKind::Refused, "signer.locked");
      });
  EXPECT_EQ(locked.error().code, "signer.locked");
}

TEST(Package, AWrongSignatureIsNotPacked) {
  const World world = whole_world();
  PackageBuilder builder(draft(world).info);
  ASSERT_TRUE(builder.add(layout::kCertificate, base::to_bytes(world.holder.certificate->der())));
  for (const PartInfo& part : all_parts()) builder.absent(part.part, "", "测试");
  const auto wrong = std::move(builder).finish(*world.service.certificate, "k", [&](base::ByteView body) {
    return crypto::sm2_sign(world.root.key, body);
  });
  EXPECT_EQ(wrong.error().code, "proof.note.signature");
}

TEST(Package, InstructionsAndScopeAreForPeople) {
  const World world = whole_world();
  const base::Bytes archive = build(world, draft(world));
  std::map<std::string, std::string> files;
  for (const auto& [name, content] : unpack(archive)) files[name] = std::string(base::as_text(content));
  EXPECT_THAT(files["14-verification/README.txt"], HasSubstr("yinxin-audit package"));
  EXPECT_THAT(files["14-verification/README.txt"], HasSubstr("结论：通过 PASS"));
  EXPECT_THAT(files["14-verification/README.txt"],
              HasSubstr(base::to_hex(world.root.certificate->fingerprint())));
  EXPECT_THAT(files["14-verification/README.txt"],
              HasSubstr(base::to_hex(world.service.certificate->fingerprint())));
  EXPECT_THAT(files["01-scope/scope.txt"], HasSubstr("测试法院"));
  EXPECT_THAT(files["01-scope/scope.txt"], HasSubstr("2026-07-01 08:00:00"));
}

}  // namespace
}  // namespace yinxin::proof
