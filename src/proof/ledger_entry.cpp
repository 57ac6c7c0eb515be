#include "proof/ledger_entry.hpp"

#include <boost/json.hpp>

#include "proof/json_object.hpp"

namespace yinxin::proof {
namespace {

namespace json = boost::json;
using base::ErrorKind;
using base::Result;

constexpr std::size_t kMaxPath = 63;  // levels of a tree of kMaxTreeSize leaves

json::value base64_or_null(const std::optional<base::Bytes>& octets) {
  return octets ? json::value(base::to_base64(*octets)) : json::value(nullptr);
}

json::object members(const LedgerEntry& entry) {
  return {{"seq", entry.seq},
          {"leaf", base::to_hex(entry.leaf)},
          {"object", entry.object},
          {"record", base64_or_null(entry.record)},
          {"opening", base64_or_null(entry.opening)}};
}

base::Error bad_entry(const char* what) {
  return base::make_error(ErrorKind::Malformed, "proof.entry", what);
}

Result<std::optional<base::Bytes>> octets_or_null(const JsonObject& object, std::string_view name) {
  YX_TRY(const std::optional<std::string> text, object.text_or_null(name));
  if (!text) return std::optional<base::Bytes>();
  YX_TRY(base::Bytes octets, base::from_base64(*text));
  return std::optional<base::Bytes>(std::move(octets));
}

Result<LedgerEntry> read_members(const JsonObject& object) {
  LedgerEntry entry;
  YX_TRY(entry.seq, object.number("seq"));
  YX_TRY(const std::string leaf, object.text("leaf"));
  YX_TRY(entry.leaf, base::from_hex(leaf));
  YX_TRY(entry.object, object.text("object"));
  YX_TRY(entry.record, octets_or_null(object, "record"));
  YX_TRY(entry.opening, octets_or_null(object, "opening"));
  if (entry.seq >= kMaxTreeSize) return bad_entry("seq");
  if (leaf != base::to_hex(entry.leaf)) return bad_entry("upper-case hexadecimal");
  if (entry.record.has_value() != entry.opening.has_value())
    return bad_entry("record without opening, or opening without record");
  if (entry.opening && entry.opening->size() != kOpeningSize) return bad_entry("opening");
  return entry;
}

}  // namespace

std::string LedgerEntry::to_json() const {
  return json::serialize(members(*this));
}

Result<LedgerEntry> LedgerEntry::parse(std::string_view text) {
  YX_TRY(const JsonObject object, JsonObject::parse(text, kMaxEntryBytes));
  YX_CHECK(object.only({"seq", "leaf", "object", "record", "opening"}));
  return read_members(object);
}

std::string LostEntry::to_json() const {
  return json::serialize(json::object{{"seq", seq}, {"leaf_hash", base::to_hex(hash)}});
}

Result<LostEntry> LostEntry::parse(std::string_view text) {
  YX_TRY(const JsonObject object, JsonObject::parse(text, kMaxEntryBytes));
  YX_CHECK(object.only({"seq", "leaf_hash"}));
  LostEntry entry;
  YX_TRY(entry.seq, object.number("seq"));
  YX_TRY(const std::string hash, object.text("leaf_hash"));
  YX_TRY(const base::Bytes octets, base::from_hex(hash));
  YX_TRY(entry.hash, to_hash(octets));
  if (entry.seq >= kMaxTreeSize) return bad_entry("seq");
  if (hash != base::to_hex(entry.hash)) return bad_entry("upper-case hexadecimal");
  return entry;
}

Result<CheckedEntry> check_entry(const LedgerEntry& entry) {
  CheckedEntry checked;
  YX_TRY(checked.leaf, Leaf::parse(entry.leaf));
  if (checked.leaf.object != object_hash(entry.object)) {
    return base::make_error(ErrorKind::Refused, "proof.entry.object");
  }
  if (!entry.record) return checked;
  if (commit(*entry.opening, *entry.record) != checked.leaf.commitment) {
    return base::make_error(ErrorKind::Refused, "proof.entry.commitment");
  }
  YX_TRY(checked.record, Record::parse(*entry.record));
  return checked;
}

Sentence entry_fault(const base::Error& error) {
  if (error.code == "proof.entry.commitment") {
    return {"entry.commitment", "记录内容与账本叶子中的承诺不符（内容被改动）",
            "the record does not open the commitment in its leaf (it was changed)"};
  }
  if (error.code == "proof.entry.object") {
    return {"entry.object", "对象编号与账本叶子不符", "the object id is not the one in the leaf"};
  }
  return {"entry.format", "格式不符（" + base::describe(error) + "）",
          "malformed (" + base::describe(error) + ")"};
}

std::string ProvedEntry::to_json() const {
  json::array hashes;
  for (const Hash& hash : path) hashes.push_back(json::value(base::to_base64(hash)));
  json::object object = members(entry);
  object["path"] = std::move(hashes);
  return indent_json(json::serialize(object));
}

Result<ProvedEntry> ProvedEntry::parse(std::string_view text) {
  YX_TRY(const JsonObject object, JsonObject::parse(text, kMaxEntryBytes));
  return read(object);
}

Result<ProvedEntry> ProvedEntry::read(const JsonObject& object) {
  YX_CHECK(object.only({"seq", "leaf", "object", "record", "opening", "path"}));
  ProvedEntry proved;
  YX_TRY(proved.entry, read_members(object));
  YX_TRY(const std::vector<std::string> texts, object.texts("path"));
  if (texts.size() > kMaxPath) return bad_entry("path");
  for (const std::string& hash : texts) {
    YX_TRY(const base::Bytes octets, base::from_base64(hash));
    YX_TRY(const Hash read, to_hash(octets));
    proved.path.push_back(read);
  }
  return proved;
}

}  // namespace yinxin::proof
