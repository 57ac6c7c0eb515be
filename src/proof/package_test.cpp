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
using test::repack;
using test::unpack;
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
                                                                   "package.collected",
                                                                   "package.duty",
                                                                   "package.duties"}));
}

TEST(Package, OfOneContentThereIsOneArchiveButForSignatures) {
  const World world = whole_world();
  const Draft from = draft(world);
  const base::Bytes first = build(world, from);
  const base::Bytes second = build(world, from);
  const TarArchive a = read_tar(first).value();
  const TarArchive b = read_tar(second).value();
  ASSERT_EQ(a.files.size(), b.files.size());
  for (std::size_t i = 0; i < a.files.size(); ++i) {
    const std::string& name = a.files[i].name;
    EXPECT_EQ(name, b.files[i].name);
    // What the parts say; signatures are randomised, and what follows from them.
    const bool made_of_signatures =
        !part_of(name) || name.ends_with("/absent.note") || part_of(name) == Part::Custody;
    if (!made_of_signatures) EXPECT_TRUE(base::equal(a.files[i].content, b.files[i].content)) << name;
  }
  EXPECT_EQ(a.files[0].name, "manifest.json");
  EXPECT_EQ(a.files[1].name, "manifest.sig");
}

TEST(Package, AChangedOctetFailsAndNamesTheFile) {
  const World world = test::office_world();
  Draft from = test::office_draft(world);
  from.files.erase("07-acceptance/acceptance.txt");
  from.absent(Part::Acceptance);
  const base::Bytes good = build(world, from);
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

TEST(Package, NothingCanBeAddedRemovedOrRetimed) {
  const World world = whole_world();
  const Draft from = draft(world);
  const base::Bytes good = build(world, from);
  auto more = unpack(good);
  more.emplace_back("08-status/report.txt", base::to_bytes(std::string_view("新加")));
  EXPECT_THAT(failures(verify_package(repack(more, from.info.built), world.trust())),
              ElementsAre("08-status/report.txt: package.file.extra"));
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
                                                      {layout::kLicence, Part::Licence},
                                                      {layout::kRules, Part::Rules}}) {
    Draft hidden = draft(world);
    hidden.files.erase(std::string(file));
    if (part == Part::Licence) hidden.put("02-licence/other.txt", std::string_view("其他"));
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

/// A builder of the draft's package whose signer is the provider's service.
PackageBuilder builder_of(const World& world) {
  return PackageBuilder(draft(world).info, *world.service.certificate, "k",
                        [&world](base::ByteView body) { return crypto::sm2_sign(world.service.key, body); });
}

TEST(Package, TheBuilderRefusesWhatTheCheckerWould) {
  const World world = whole_world();
  Draft no_part = draft(world);
  no_part.absences.clear();
  const auto missing = build(world, no_part, world.service);
  EXPECT_EQ(missing.error().code, "proof.package.part_missing");
  EXPECT_EQ(missing.error().detail, "09-security");
  Draft both = draft(world);
  both.absent(Part::Licence);
  EXPECT_EQ(build(world, both, world.service).error().code, "proof.package.both");
  for (const char* reason : {"", "两行\n", "\t"}) {
    Draft no_reason = draft(world);
    no_reason.absences.front().reason = reason;
    EXPECT_EQ(build(world, no_reason, world.service).error().code, "proof.package.reason") << reason;
    Draft no_item_reason = draft(world);
    no_item_reason.absent(Part::Issue, "某项", reason);
    EXPECT_EQ(build(world, no_item_reason, world.service).error().code, "proof.manifest") << reason;
  }
  Draft long_reason = draft(world);
  long_reason.absences.front().reason = std::string(kMaxReason + 1, 'x');
  EXPECT_EQ(build(world, long_reason, world.service).error().code, "proof.package.reason");
  Draft no_certificate = draft(world);
  no_certificate.files.erase(std::string(layout::kCertificate));
  EXPECT_EQ(build(world, no_certificate, world.service).error().code, "proof.package.certificate");
  no_certificate.put(layout::kCertificate, std::string_view("x"));
  EXPECT_EQ(build(world, no_certificate, world.service).error().code, "proof.package.certificate");
  PackageBuilder builder = builder_of(world);
  EXPECT_EQ(builder.add("15-more/x", std::string_view("x")).error().code, "proof.package.name");
  EXPECT_EQ(builder.add("manifest.json", std::string_view("x")).error().code, "proof.package.name");
  EXPECT_EQ(builder.add("03-rules/../x", std::string_view("x")).error().code, "proof.package.name");
  ASSERT_TRUE(builder.add("03-rules/x", std::string_view("x")));
  EXPECT_EQ(builder.add("03-rules/x", std::string_view("y")).error().code, "proof.package.repeated");
}

/// Everything that the draft has, closed.
PackageBuilder closed(const World& world, std::string& collected) {
  PackageBuilder builder = builder_of(world);
  const Draft from = draft(world);
  for (const auto& [file, content] : from.files) EXPECT_TRUE(builder.add(file, content));
  for (const std::uint64_t seq : from.acts) EXPECT_TRUE(builder.add_act(world.proved(seq)));
  for (const Absence& absence : from.absences) builder.absent(absence.part, absence.item, absence.reason);
  collected = builder.close().value();
  return builder;
}

TEST(Package, OnlyTheActThatSaysWhatWasCollectedFinishesIt) {
  World world = whole_world();
  std::string collected;
  const std::set<std::uint64_t> seqs = draft(world).acts;
  const auto finish = [&](const std::string& said, bool without_one) {
    PackageBuilder builder = closed(world, collected);
    std::vector<LedgerEntry> entries = world.entries;
    entries.push_back(test::entry_of(entries.size(), ActCode::EvidenceCollected, world.head_time,
                                     world.object(), world.holder.certificate->fingerprint(),
                                     {{"files_sm3", said}}));
    std::vector<ProvedEntry> acts{test::proved_in(entries, entries.size() - 1)};
    for (const std::uint64_t seq : seqs) {
      if (!without_one || seq != *seqs.begin()) acts.push_back(test::proved_in(entries, seq));
    }
    return std::move(builder).finish("head", acts).error().code;
  };
  EXPECT_EQ(finish(std::string(64, '0'), false), "proof.package.collected");
  EXPECT_EQ(finish(base::to_hex(crypto::sm3(base::as_bytes(collected))), true), "proof.package.collected");
  PackageBuilder builder = closed(world, collected);
  std::vector<ProvedEntry> acts;
  for (const std::uint64_t seq : seqs) acts.push_back(world.proved(seq));
  EXPECT_EQ(std::move(builder).finish("head", acts).error().code, "proof.package.collected");
}

TEST(Package, TheErrorOfTheSignerIsHandedOn) {
  const World world = whole_world();
  const Draft from = draft(world);
  PackageBuilder builder(from.info, *world.service.certificate, "k",
                         [](base::ByteView) -> base::Result<crypto::Sm2Signature> {
                           return base::make_error(base::ErrorKind::Refused, "signer.locked");
                         });
  for (const auto& [file, content] : from.files) ASSERT_TRUE(builder.add(file, content));
  for (const Absence& absence : from.absences) builder.absent(absence.part, absence.item, absence.reason);
  EXPECT_EQ(builder.close().error().code, "signer.locked");
}

TEST(Package, AWrongSignatureIsNotPacked) {
  const World world = whole_world();
  const Draft from = draft(world);
  PackageBuilder builder(from.info, *world.service.certificate, "k",
                         [&](base::ByteView body) { return crypto::sm2_sign(world.root.key, body); });
  for (const auto& [file, content] : from.files) ASSERT_TRUE(builder.add(file, content));
  for (const Absence& absence : from.absences) builder.absent(absence.part, absence.item, absence.reason);
  EXPECT_EQ(builder.close().error().code, "proof.note.signature");
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
