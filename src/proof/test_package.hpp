// A whole evidence package of the test world, and its parts for tests that leave one out or change one.
#pragma once

#include <set>

#include "proof/test_world.hpp"
#include "proof/ustar.hpp"

namespace yinxin::proof::test {

using Files = std::map<std::string, base::Bytes>;

/// What goes into a package before it is built; tests add, erase and replace.
struct Draft {
  PackageInfo info;
  Files files;
  std::vector<Absence> absences;
  std::vector<LedgerEntry> entries;    // of the world, when it was drafted
  std::set<std::uint64_t> acts;        // of them, those that go in
  const Party* head_signer = nullptr;  // null: the package's
  Files put_later;                     // by the provider itself, who then signs again

  void put(std::string_view file, std::string_view text) { files[std::string(file)] = base::to_bytes(text); }
  void put(std::string_view file, base::ByteView octets) {
    files[std::string(file)] = base::to_bytes(octets);
  }
  void later(std::string_view file, std::string_view text) {
    put_later[std::string(file)] = base::to_bytes(text);
  }
  void absent(Part part, const std::string& item = "", const std::string& reason = "测试世界中没有") {
    absences.push_back({part, item, reason});
  }
};

inline RulesPaper rules_paper(const std::string& kind, std::string_view text) {
  RulesPaper paper;
  paper.kind = kind;
  paper.version = "1.0";
  paper.published = at("2026-01-02T00:00:00Z");
  paper.effective = at("2026-02-01T00:00:00Z");
  paper.digest = crypto::sm3(base::as_bytes(text));
  if (kind == "cps") paper.file = "03-rules/cps-1.0.txt";
  return paper;
}

/// Everything of a world with usual_acts(), revoked or not, but for parts 9 to 11, which are absent;
/// strangers' acts left out.
inline Draft draft(const World& world) {
  Draft made;
  made.info.id = "EP-2026-0001";
  made.info.built = at("2026-07-01T00:00:00Z");
  made.info.software = "yinxin test";
  made.info.scope = "证书争议";
  made.info.requester = "测试法院";
  LicencePaper licence;
  licence.number = "测试-0001";
  licence.holder_name = World::kProvider;
  licence.valid_from = base::parse_date("2025-01-01").value();
  licence.valid_to = base::parse_date("2029-12-31").value();
  licence.status = "有效";
  made.put(layout::kLicence, licence.to_json());
  made.put("03-rules/cps-1.0.txt", std::string_view("业务规则正文"));
  made.put(layout::kRules,
           rules_to_json({rules_paper("cps", "业务规则正文"), rules_paper("cp", "证书策略正文")}));
  made.put("04-application/form.txt", std::string_view("申请表"));
  made.put("05-agreement/agreement.txt", std::string_view("服务协议"));
  made.put(layout::kCertificate, world.holder.certificate->der());
  made.put(std::string(layout::kAuthorities) + "1-issuing.cer", world.issuing.certificate->der());
  made.put(std::string(layout::kAuthorities) + "2-root.cer", world.root.certificate->der());
  made.put(layout::kRequest,
           x509::CertificateRequest::create(world.holder.tbs.subject, world.holder.key).value().der());
  made.put("07-acceptance/acceptance.txt", std::string_view("领取确认"));
  made.put(std::string(layout::kCrls) + "before.crl", world.crl("2026-05-01T00:00:00Z", {}));
  made.put(std::string(layout::kOcsp) + "before.ors",
           world.ocsp("2026-05-01T00:00:00Z", x509::CertStatus::Good));
  for (const Part part : {Part::Security, Part::Staff, Part::Notices}) made.absent(part);
  made.entries = world.entries;
  for (const LedgerEntry& entry : world.entries) {
    if (entry.object.find("somebody-else") == std::string::npos) made.acts.insert(entry.seq);
  }
  return made;
}

inline constexpr std::string_view kSnapshot =
    "yinxin-conditions/1\ncondition.staff green 2026-01-01 - 31 人\n";

/// A world with office_acts(), usual_acts() and later_acts().
inline World office_world() {
  World world;
  world.office_acts(crypto::sm3(base::as_bytes(kSnapshot)));
  world.usual_acts();
  world.later_acts();
  return world;
}
/// All fourteen parts with files.
inline Draft office_draft(const World& world) {
  Draft made = draft(world);
  made.absences.clear();
  CasesPaper incidents;
  incidents.from = at("2026-03-01T00:00:00Z");
  incidents.to = made.info.built;
  CasesPaper notices = incidents;
  incidents.cases = {{"ZD-2026-1", "major_event", "reported", at("2026-03-15T00:00:00Z")}};
  notices.cases = {{"TS-2026-1", "complaint", "answered", at("2026-03-10T00:00:00Z")}};
  const auto day = [](const char* text) { return base::parse_date(text).value(); };
  std::vector<RightRow> rights;
  for (const auto& [officer, post, number] : {std::tuple("officer/7", "registration_officer", "PX-2026-1"),
                                              std::tuple("officer/8", "review_officer", "PX-2026-2"),
                                              std::tuple("officer/9", "issuing_officer", "PX-2026-3")})
    rights.push_back({officer, post, day("2025-12-10"), day("2026-12-31"), case_object(number), ""});
  made.put(layout::kIncidents, incidents.to_json());
  made.put("09-security/conditions-2026-01.txt", kSnapshot);
  made.put(layout::kRights, rights_to_json(rights));
  made.put(layout::kNotices, notices.to_json());
  made.absent(Part::Security, "时间同步记录");
  return made;
}

/// Packs files as they are, with whatever manifest and signature stand among them.
inline base::Bytes repack(const std::vector<std::pair<std::string, base::Bytes>>& files, base::Time time) {
  TarWriter tar(time);
  for (const auto& [name, content] : files) EXPECT_TRUE(tar.add(name, content)) << name;
  return std::move(tar).finish();
}
inline std::vector<std::pair<std::string, base::Bytes>> unpack(base::ByteView archive) {
  std::vector<std::pair<std::string, base::Bytes>> files;
  for (const TarFile& file : read_tar(archive).value().files)
    files.emplace_back(file.name, base::to_bytes(file.content));
  return files;
}
inline std::string note_by(const Party& signer, const std::string& body) {
  SignedNote note;
  note.body = body;
  const auto signature = crypto::sm2_sign(signer.key, base::as_bytes(body)).value();
  EXPECT_TRUE(note.add("package.test.invalid", signer.key.public_key(), signature));
  return note.to_text();
}
/// What the provider itself may do to a package: change it, and sign a manifest that fits.
inline base::Bytes reseal(base::ByteView archive, const Party& signer,
                          const std::function<void(Files& files, Manifest& manifest)>& change) {
  Files files;
  for (auto& [name, content] : unpack(archive)) files[name] = std::move(content);
  Manifest manifest = Manifest::parse(base::as_text(files.extract("manifest.json").mapped())).value();
  files.erase("manifest.sig");
  change(files, manifest);
  manifest.files.clear();
  for (const auto& [name, content] : files)
    manifest.files.push_back({name, content.size(), crypto::sm3(content)});
  const std::string json = manifest.to_json();
  std::vector<std::pair<std::string, base::Bytes>> all;
  all.emplace_back(layout::kManifest, base::to_bytes(json));
  all.emplace_back(layout::kSignature,
                   base::to_bytes(note_by(signer, package_note_body(json, manifest.info.built))));
  for (auto& file : files) all.push_back(std::move(file));
  return repack(all, manifest.info.built);
}

inline base::Result<base::Bytes> build(const World& world, const Draft& from, const Party& signer) {
  PackageBuilder builder(from.info, *signer.certificate, "package.test.invalid",
                         [&](base::ByteView body) { return crypto::sm2_sign(signer.key, body); });
  for (const auto& [file, content] : from.files) YX_CHECK(builder.add(file, content));
  for (const std::uint64_t seq : from.acts) YX_CHECK(builder.add_act(proved_in(from.entries, seq)));
  for (const Absence& absence : from.absences) builder.absent(absence.part, absence.item, absence.reason);
  YX_TRY(const std::string collected, builder.close());
  std::vector<LedgerEntry> entries = from.entries;
  entries.push_back(entry_of(entries.size(), ActCode::EvidenceCollected, world.head_time, world.object(),
                             world.holder.certificate->fingerprint(),
                             {{"files_sm3", base::to_hex(crypto::sm3(base::as_bytes(collected)))}}));
  std::vector<ProvedEntry> acts{proved_in(entries, entries.size() - 1)};
  for (const std::uint64_t seq : from.acts) acts.push_back(proved_in(entries, seq));
  const Party& head_signer = from.head_signer != nullptr ? *from.head_signer : world.service;
  const auto head = head_over(entries, entries.size(), world.head_time, World::kOrigin, head_signer);
  YX_TRY(base::Bytes archive, std::move(builder).finish(head.to_text(), acts));
  if (from.put_later.empty()) return archive;
  return reseal(archive, signer, [&](Files& files, Manifest&) {
    for (const auto& [name, content] : from.put_later) files[name] = content;
  });
}
inline base::Bytes build(const World& world, const Draft& from) {
  auto built = build(world, from, world.service);
  EXPECT_TRUE(built) << base::describe(built.error());
  return std::move(built).value();
}

}  // namespace yinxin::proof::test
