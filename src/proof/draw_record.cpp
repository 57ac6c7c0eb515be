#include "proof/draw_record.hpp"

#include <boost/json.hpp>
#include <stdexcept>

#include "proof/json_object.hpp"

namespace yinxin::proof {
namespace {

namespace json = boost::json;
using base::Result;
using x509::Certificate;

constexpr std::string_view kDrawFormat = "yinxin-draw/1";
constexpr std::size_t kOfficers = 2;

base::Error bad_draw(const char* what) {
  return base::make_error(base::ErrorKind::Malformed, "proof.draw.record", what);
}

json::value text_or_null(const PoolMember& member, bool ground) {
  if (!member.excluded) return nullptr;
  if (ground) return json::value(exclusion_ground_name(member.excluded->ground));
  return json::value(member.excluded->reason);
}

Result<PoolMember> read_member(const JsonObject& object) {
  YX_CHECK(object.only({"id", "ground", "reason"}));
  PoolMember member;
  YX_TRY(member.id, object.text("id"));
  YX_TRY(const auto ground, object.text_or_null("ground"));
  YX_TRY(const auto reason, object.text_or_null("reason"));
  if (ground.has_value() != reason.has_value())
    return bad_draw("a ground without reason, or the other way round");
  if (!ground) return member;
  YX_TRY(const ExclusionGround word, parse_exclusion_ground(*ground));
  member.excluded = Exclusion{word, *reason};
  return member;
}

/// Octets in base64 that stand for themselves only.
Result<Certificate> read_certificate(const std::string& base64) {
  YX_TRY(const base::Bytes der, base::from_base64(base64));
  return Certificate::parse(der);
}

template <std::size_t N>
Result<std::array<std::uint8_t, N>> read_hex(const JsonObject& object, std::string_view name) {
  YX_TRY(const std::string text, object.text(name));
  YX_TRY(const base::Bytes octets, base::from_hex(text));
  if (octets.size() != N || base::to_hex(octets) != text) return bad_draw("hexadecimal");
  std::array<std::uint8_t, N> out;
  std::copy(octets.begin(), octets.end(), out.begin());
  return out;
}

Result<DrawOfficer> read_officer(const JsonObject& object) {
  YX_CHECK(object.only({"certificate", "note", "share"}));
  YX_TRY(const std::string certificate, object.text("certificate"));
  YX_TRY(const Certificate parsed, read_certificate(certificate));
  YX_TRY(const std::string note, object.text("note"));
  YX_TRY(const DrawShare share, read_hex<kDrawShareSize>(object, "share"));
  return DrawOfficer{parsed, note, share};
}

Result<void> read_ledger(const JsonObject& object, DrawRecord& record) {
  YX_CHECK(object.only({"head", "acts"}));
  YX_TRY(record.head, object.text("head"));
  YX_TRY(const auto acts, object.objects("acts"));
  if (acts.size() > kMaxDrawActs) return bad_draw("too many acts");
  for (const JsonObject& act : acts) {
    YX_TRY(ProvedEntry entry, ProvedEntry::read(act));
    if (!record.acts.empty() && record.acts.back().entry.seq >= entry.entry.seq)
      return bad_draw("order of acts");
    record.acts.push_back(std::move(entry));
  }
  return {};
}

Result<void> read_people(const JsonObject& object, DrawRecord& record) {
  YX_TRY(const auto officers, object.objects("officers"));
  if (officers.size() != kOfficers) return bad_draw("two officers");
  for (const JsonObject& row : officers) {
    YX_TRY(DrawOfficer officer, read_officer(row));
    record.officers.push_back(std::move(officer));
  }
  YX_TRY(const auto authorities, object.texts("authorities"));
  if (authorities.size() > kMaxDrawAuthorities) return bad_draw("too many authorities");
  for (const std::string& base64 : authorities) {
    YX_TRY(Certificate certificate, read_certificate(base64));
    record.authorities.push_back(std::move(certificate));
  }
  return {};
}

json::array officer_rows(const std::vector<DrawOfficer>& officers) {
  json::array rows;
  for (const DrawOfficer& officer : officers) {
    rows.push_back({{"certificate", base::to_base64(officer.certificate.der())},
                    {"note", officer.note},
                    {"share", base::to_hex(officer.share)}});
  }
  return rows;
}

json::object ledger_object(const DrawRecord& record) {
  json::array acts;
  for (const ProvedEntry& act : record.acts) acts.push_back(json::parse(act.to_json()));
  return {{"head", record.head}, {"acts", acts}};
}

}  // namespace

std::string DrawRecord::to_json() const {
  json::array members;
  for (const PoolMember& member : pool) {
    members.push_back(
        {{"id", member.id}, {"ground", text_or_null(member, true)}, {"reason", text_or_null(member, false)}});
  }
  json::array authority_rows;
  for (const Certificate& authority : authorities) {
    authority_rows.push_back(json::value(base::to_base64(authority.der())));
  }
  json::array drawn;
  for (const std::string& id : selected) drawn.push_back(json::value(id));
  const json::object object{{"format", kDrawFormat},
                            {"statement", statement.text()},
                            {"pool", members},
                            {"officers", officer_rows(officers)},
                            {"authorities", authority_rows},
                            {"seed", base::to_hex(seed)},
                            {"selected", drawn},
                            {"ledger", ledger_object(*this)}};
  return indent_json(json::serialize(object));
}

Result<DrawRecord> DrawRecord::parse(std::string_view text) {
  YX_TRY(const JsonObject object, JsonObject::parse(text, kMaxDrawBytes));
  YX_CHECK(
      object.only({"format", "statement", "pool", "officers", "authorities", "seed", "selected", "ledger"}));
  YX_TRY(const std::string format, object.text("format"));
  if (format != kDrawFormat) return bad_draw("format");
  DrawRecord record;
  YX_TRY(const std::string statement, object.text("statement"));
  YX_TRY(record.statement, DrawStatement::parse(statement));
  YX_TRY(const auto members, object.objects("pool"));
  if (members.size() > kMaxDrawPool) return bad_draw("pool");
  for (const JsonObject& row : members) {
    YX_TRY(PoolMember member, read_member(row));
    record.pool.push_back(std::move(member));
  }
  YX_CHECK(check_pool(record.pool));
  YX_CHECK(read_people(object, record));
  YX_TRY(record.seed, read_hex<crypto::kSm3Size>(object, "seed"));
  YX_TRY(record.selected, object.texts("selected"));
  YX_TRY(const JsonObject ledger, object.object("ledger"));
  YX_CHECK(read_ledger(ledger, record));
  if (record.to_json() != text) return bad_draw("not in canonical form");
  return record;
}

}  // namespace yinxin::proof
