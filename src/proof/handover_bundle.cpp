#include "proof/handover_bundle.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "proof/json_object.hpp"
#include "proof/leaf.hpp"
#include "proof/note.hpp"
#include "proof/package_layout.hpp"

namespace yinxin::proof {

namespace {

namespace json = boost::json;
using base::ErrorKind;
using base::Result;

constexpr std::uint8_t kLeafMark = 0;
constexpr std::uint8_t kLostMark = 1;
constexpr std::string_view kPlace = "yinxin handover 1\n";

base::Error bad_handover(std::string detail) {
  return base::make_error(ErrorKind::Malformed, "proof.handover", std::move(detail));
}

base::Error bad_status(std::string detail) {
  return base::make_error(ErrorKind::Malformed, "proof.handover.certificate", std::move(detail));
}

std::uint64_t micros(const std::optional<base::Time>& time) {
  return time ? static_cast<std::uint64_t>(base::to_micros(*time)) : 0;
}

Result<std::optional<base::Time>> time_or_none(const JsonObject& object, std::string_view name) {
  YX_TRY(const std::uint64_t value, object.number(name));
  if (value == 0) return std::optional<base::Time>();
  return std::optional(base::from_micros(static_cast<std::int64_t>(value)));
}

Result<base::Time> time_of(const JsonObject& object, std::string_view name) {
  YX_TRY(const auto time, time_or_none(object, name));
  if (!time) return bad_status("no " + std::string(name));
  return *time;
}

Result<Hash> hash_of(const JsonObject& object, std::string_view name) {
  YX_TRY(const std::string hex, object.text(name));
  YX_TRY(const base::Bytes octets, base::from_hex(hex));
  return to_hash(octets);
}

Result<void> read_times(const JsonObject& object, HandoverCertificate& to) {
  YX_TRY(to.not_before, time_of(object, "not_before"));
  YX_TRY(to.not_after, time_of(object, "not_after"));
  YX_TRY(to.intended_at, time_of(object, "intended_at"));
  YX_TRY(to.issued_at, time_or_none(object, "issued_at"));
  YX_TRY(to.revoked_at, time_or_none(object, "revoked_at"));
  YX_TRY(to.invalidity_date, time_or_none(object, "invalidity_date"));
  return {};
}

Result<void> read_parts(const JsonObject& object, HandoverManifest& manifest) {
  YX_TRY(const auto authorities, object.objects("authorities"));
  for (const JsonObject& one : authorities) {
    YX_CHECK(one.only({"id", "role", "issuer"}));
    HandoverManifest::Authority& to = manifest.authorities.emplace_back();
    YX_TRY(to.id, one.text("id"));
    YX_TRY(to.role, one.text("role"));
    YX_TRY(to.issuer, one.text("issuer"));
  }
  YX_TRY(const auto partitions, object.objects("partitions"));
  for (const JsonObject& one : partitions) {
    YX_CHECK(one.only({"number", "assigned", "crl_number"}));
    HandoverManifest::Partition& to = manifest.partitions.emplace_back();
    YX_TRY(to.number, one.number("number"));
    YX_TRY(to.assigned, one.number("assigned"));
    YX_TRY(to.crl_number, one.number("crl_number"));
  }
  YX_TRY(const auto files, object.objects("files"));
  for (const JsonObject& one : files) {
    YX_CHECK(one.only({"name", "size", "sm3"}));
    HandoverManifest::File& to = manifest.files.emplace_back();
    YX_TRY(to.name, one.text("name"));
    YX_TRY(to.size, one.number("size"));
    YX_TRY(to.digest, hash_of(one, "sm3"));
  }
  return {};
}

}  // namespace

std::string handover_part(std::string_view folder, std::size_t number, std::string_view ending) {
  constexpr std::size_t kDigits = 6;
  const std::string digits = std::to_string(number);
  const std::string zeros(kDigits - std::min(kDigits, digits.size()), '0');
  return std::string(folder) + zeros + digits + std::string(ending);
}

base::Bytes handover_place(std::string_view name) {
  base::Bytes place = base::to_bytes(kPlace);
  base::append(place, base::as_bytes(name));
  return place;
}

std::string HandoverCertificate::to_json() const {
  const json::object whole{{"serial", serial.to_hex()},
                           {"profile", profile},
                           {"application", application},
                           {"rules", rules},
                           {"partition", partition},
                           {"not_before", micros(not_before)},
                           {"not_after", micros(not_after)},
                           {"intended_at", micros(intended_at)},
                           {"issued_at", micros(issued_at)},
                           {"revoked_at", micros(revoked_at)},
                           {"reason", static_cast<std::uint64_t>(reason)},
                           {"invalidity_date", micros(invalidity_date)},
                           {"der", base::to_base64(der)}};
  return json::serialize(whole);
}

Result<HandoverCertificate> HandoverCertificate::parse(std::string_view text) {
  YX_TRY(const JsonObject object, JsonObject::parse(text, kMaxHandoverLine));
  YX_CHECK(object.only({"serial", "profile", "application", "rules", "partition", "not_before", "not_after",
                        "intended_at", "issued_at", "revoked_at", "reason", "invalidity_date", "der"}));
  HandoverCertificate read;
  YX_TRY(const std::string serial, object.text("serial"));
  YX_TRY(read.serial, x509::Serial::from_hex(serial));
  YX_TRY(read.profile, object.text("profile"));
  YX_TRY(read.application, object.text("application"));
  YX_TRY(read.rules, object.text("rules"));
  YX_TRY(read.partition, object.number("partition"));
  YX_CHECK(read_times(object, read));
  YX_TRY(const std::uint64_t reason, object.number("reason"));
  const auto known =
      reason > 10 ? x509::revocation_reason(-1) : x509::revocation_reason(static_cast<std::int64_t>(reason));
  if (!known) return bad_status("reason");
  read.reason = *known;
  YX_TRY(const std::string der, object.text("der"));
  YX_TRY(read.der, base::from_base64(der));
  if (read.der.empty() == read.issued_at.has_value()) return bad_status("issued_at and der do not agree");
  if (!read.revoked_at && (!read.issued_at || read.reason != x509::RevocationReason::Unspecified))
    return bad_status("revoked_at and reason do not agree");
  if (read.to_json() != text) return bad_status("not in our form");
  return read;
}

void HandoverLeaf::write(base::Bytes& out) const {
  out.push_back(leaf.empty() ? kLostMark : kLeafMark);
  base::append(out, leaf.empty() ? base::ByteView(hash) : base::ByteView(leaf));
}

Result<void> each_handover_leaf(base::ByteView part,
                                const std::function<Result<void>(const HandoverLeaf&)>& on_leaf) {
  const auto bad = [] { return base::make_error(ErrorKind::Malformed, "proof.handover.leaves"); };
  while (!part.empty()) {
    if (part[0] != kLeafMark && part[0] != kLostMark) return bad();
    const bool lost = part[0] == kLostMark;
    const std::size_t size = lost ? Hash().size() : kLeafSize;
    if (part.size() < size + 1) return bad();
    const base::ByteView octets = part.subspan(1, size);
    HandoverLeaf leaf;
    if (lost) {
      std::copy(octets.begin(), octets.end(), leaf.hash.begin());
    } else {
      leaf.leaf = base::to_bytes(octets);
      leaf.hash = leaf_hash(octets);
    }
    YX_CHECK(on_leaf(leaf));
    part = part.subspan(size + 1);
  }
  return {};
}

Result<void> each_handover_line(base::ByteView part,
                                const std::function<Result<void>(std::string_view)>& on_line) {
  std::string_view text = base::as_text(part);
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos || end > kMaxHandoverLine) return bad_status("a line without its end");
    YX_CHECK(on_line(text.substr(0, end)));
    text.remove_prefix(end + 1);
  }
  return {};
}

std::string HandoverManifest::to_json() const {
  json::array authority_list;
  for (const Authority& one : authorities)
    authority_list.push_back({{"id", one.id}, {"role", one.role}, {"issuer", one.issuer}});
  json::array partition_list;
  for (const Partition& one : partitions)
    partition_list.push_back(
        {{"number", one.number}, {"assigned", one.assigned}, {"crl_number", one.crl_number}});
  json::array file_list;
  for (const File& one : files)
    file_list.push_back({{"name", one.name}, {"size", one.size}, {"sm3", base::to_hex(one.digest)}});
  json::array destroyed_list;
  for (const std::string& one : destroyed) destroyed_list.push_back(json::string(one));
  const json::object whole{{"format", kFormat},
                           {"sender", sender},
                           {"made_at", base::format_utc(made_at)},
                           {"taker_key_sm3", base::to_hex(taker_key)},
                           {"authority", authority},
                           {"crl_address", crl_address},
                           {"certificates", certificates},
                           {"destroyed", std::move(destroyed_list)},
                           {"authorities", std::move(authority_list)},
                           {"partitions", std::move(partition_list)},
                           {"files", std::move(file_list)}};
  return indent_json(json::serialize(whole));
}

Result<HandoverManifest> HandoverManifest::parse(std::string_view text) {
  YX_TRY(const JsonObject object, JsonObject::parse(text, kMaxHandoverManifestBytes));
  YX_TRY(const std::uint64_t format, object.number("format"));
  if (format != kFormat) {
    return base::make_error(ErrorKind::Refused, "proof.handover.newer",
                            "the bundle has format " + std::to_string(format) + ", this program reads " +
                                std::to_string(kFormat));
  }
  YX_CHECK(object.only({"format", "sender", "made_at", "taker_key_sm3", "authority", "crl_address",
                        "certificates", "destroyed", "authorities", "partitions", "files"}));
  HandoverManifest manifest;
  YX_TRY(manifest.sender, object.text("sender"));
  YX_TRY(const std::string made_at, object.text("made_at"));
  YX_TRY(manifest.made_at, base::parse_utc(made_at));
  YX_TRY(manifest.taker_key, hash_of(object, "taker_key_sm3"));
  YX_TRY(manifest.authority, object.text("authority"));
  YX_TRY(manifest.crl_address, object.text("crl_address"));
  YX_TRY(manifest.certificates, object.number("certificates"));
  YX_TRY(manifest.destroyed, object.texts("destroyed"));
  YX_CHECK(read_parts(object, manifest));
  if (manifest.to_json() != text)
    return bad_handover(std::string(handover_file::kManifest) + " is not in our form");
  return manifest;
}

Result<void> HandoverWriter::add(const std::string& name, base::ByteView content) {
  YX_CHECK(tar_.add(name, content));
  HandoverManifest::File& file = files_.emplace_back();
  file.name = name;
  file.size = content.size();
  file.digest = crypto::sm3(content);
  return {};
}

Result<Hash> HandoverWriter::finish(HandoverManifest manifest, const crypto::Sm2PublicKey& signer,
                                    const Sign& sign) {
  manifest.files = std::move(files_);
  const std::string text = manifest.to_json();
  SignedNote note;
  note.body = package_note_body(text, manifest.made_at);
  YX_TRY(const crypto::Sm2Signature signature, sign(note.body));
  YX_CHECK(note.add(kHandoverSigner, signer, signature));
  YX_CHECK(tar_.add(handover_file::kManifest, base::as_bytes(text)));
  YX_CHECK(tar_.add(handover_file::kSignature, base::as_bytes(note.to_text())));
  YX_CHECK(tar_.finish());
  return crypto::sm3(base::as_bytes(text));
}

const TarFile* HandoverBundle::find(std::string_view name) const {
  const auto found = std::ranges::find(files, name, &TarFile::name);
  return found == files.end() ? nullptr : &*found;
}

std::vector<const TarFile*> HandoverBundle::in(std::string_view folder) const {
  std::vector<const TarFile*> found;
  for (const TarFile& file : files) {
    if (file.name.starts_with(folder)) found.push_back(&file);
  }
  return found;
}

Result<HandoverBundle> open_handover(base::ByteView archive) {
  YX_TRY(TarArchive read, read_tar(archive, kHandoverLimits));
  if (read.files.size() < 2 || read.files.end()[-2].name != handover_file::kManifest ||
      read.files.back().name != handover_file::kSignature) {
    return bad_handover("does not end with " + std::string(handover_file::kManifest) + " and " +
                        std::string(handover_file::kSignature));
  }
  HandoverBundle bundle;
  bundle.manifest_json = base::as_text(read.files.end()[-2].content);
  bundle.digest = crypto::sm3(base::as_bytes(bundle.manifest_json));
  bundle.note = base::as_text(read.files.back().content);
  YX_TRY(bundle.manifest, HandoverManifest::parse(bundle.manifest_json));
  read.files.resize(read.files.size() - 2);
  bundle.files = std::move(read.files);
  const auto& stated = bundle.manifest.files;
  for (std::size_t i = 0; i < std::max(stated.size(), bundle.files.size()); ++i) {
    if (i >= bundle.files.size()) return bad_handover(stated[i].name + " is missing");
    const TarFile& file = bundle.files[i];
    if (i >= stated.size()) return bad_handover(file.name + " is not in the manifest");
    if (stated[i].name != file.name) {
      const bool listed = std::ranges::find(stated, file.name, &HandoverManifest::File::name) != stated.end();
      return bad_handover(listed ? stated[i].name + " is missing" : file.name + " is not in the manifest");
    }
    if (stated[i].size != file.content.size() || stated[i].digest != crypto::sm3(file.content))
      return bad_handover(file.name + " is changed");
  }
  return bundle;
}

}  // namespace yinxin::proof
