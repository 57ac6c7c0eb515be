#include "proof/package_papers.hpp"

#include <boost/json.hpp>

#include "proof/json_object.hpp"

namespace yinxin::proof {
namespace {

namespace json = boost::json;
using base::Result;

json::array to_array(const std::vector<std::string>& texts) {
  json::array array;
  for (const std::string& text : texts) array.push_back(json::value(text));
  return array;
}

Result<RulesPaper> read_rules(const JsonObject& row) {
  const auto bad = [](const char* what) {
    return base::make_error(base::ErrorKind::Malformed, "proof.rules_paper", what);
  };
  YX_CHECK(row.only({"kind", "version", "published", "effective", "sm3", "file"}));
  RulesPaper rules;
  YX_TRY(rules.kind, row.text("kind"));
  if (rules.kind != "cps" && rules.kind != "cp") return bad("kind");
  YX_TRY(rules.version, row.text("version"));
  YX_TRY(const std::string published, row.text("published"));
  YX_TRY(rules.published, base::parse_utc(published));
  YX_TRY(const std::string effective, row.text("effective"));
  YX_TRY(rules.effective, base::parse_utc(effective));
  YX_TRY(const std::string digest, row.text("sm3"));
  YX_TRY(const base::Bytes octets, base::from_hex(digest));
  YX_TRY(rules.digest, to_hash(octets));
  YX_TRY(rules.file, row.text_or_null("file"));
  return rules;
}

Result<DutyRow> read_duty(const JsonObject& row) {
  YX_CHECK(row.only({"duty", "required", "actual", "evidence", "conclusion"}));
  DutyRow duty;
  YX_TRY(duty.duty, row.text("duty"));
  YX_TRY(duty.required, row.text("required"));
  YX_TRY(duty.actual, row.text("actual"));
  YX_TRY(duty.evidence, row.texts("evidence"));
  YX_TRY(duty.conclusion, row.text("conclusion"));
  return duty;
}

}  // namespace

std::string LicencePaper::to_json() const {
  return indent_json(json::serialize(json::object{{"number", number},
                                                  {"holder_name", holder_name},
                                                  {"valid_from", base::format_date(valid_from)},
                                                  {"valid_to", base::format_date(valid_to)},
                                                  {"status", status}}));
}

Result<LicencePaper> LicencePaper::parse(std::string_view text) {
  YX_TRY(const JsonObject object, JsonObject::parse(text, kMaxPaperBytes));
  YX_CHECK(object.only({"number", "holder_name", "valid_from", "valid_to", "status"}));
  LicencePaper licence;
  YX_TRY(licence.number, object.text("number"));
  YX_TRY(licence.holder_name, object.text("holder_name"));
  YX_TRY(const std::string from, object.text("valid_from"));
  YX_TRY(licence.valid_from, base::parse_date(from));
  YX_TRY(const std::string to, object.text("valid_to"));
  YX_TRY(licence.valid_to, base::parse_date(to));
  YX_TRY(licence.status, object.text("status"));
  return licence;
}

std::string rules_to_json(const std::vector<RulesPaper>& rules) {
  json::array rows;
  for (const RulesPaper& row : rules) {
    rows.push_back({{"kind", row.kind},
                    {"version", row.version},
                    {"published", base::format_utc(row.published)},
                    {"effective", base::format_utc(row.effective)},
                    {"sm3", base::to_hex(row.digest)},
                    {"file", row.file ? json::value(*row.file) : json::value(nullptr)}});
  }
  return indent_json(json::serialize(json::object{{"rules", rows}}));
}

Result<std::vector<RulesPaper>> parse_rules(std::string_view text) {
  YX_TRY(const JsonObject object, JsonObject::parse(text, kMaxPaperBytes));
  YX_CHECK(object.only({"rules"}));
  YX_TRY(const std::vector<JsonObject> rows, object.objects("rules"));
  std::vector<RulesPaper> rules;
  for (const JsonObject& row : rows) {
    YX_TRY(RulesPaper paper, read_rules(row));
    rules.push_back(std::move(paper));
  }
  return rules;
}

std::string duties_to_json(const std::vector<DutyRow>& duties) {
  json::array rows;
  for (const DutyRow& row : duties) {
    rows.push_back({{"duty", row.duty},
                    {"required", row.required},
                    {"actual", row.actual},
                    {"evidence", to_array(row.evidence)},
                    {"conclusion", row.conclusion}});
  }
  return indent_json(json::serialize(json::object{{"duties", rows}}));
}

Result<std::vector<DutyRow>> parse_duties(std::string_view text) {
  YX_TRY(const JsonObject object, JsonObject::parse(text, kMaxPaperBytes));
  YX_CHECK(object.only({"duties"}));
  YX_TRY(const std::vector<JsonObject> rows, object.objects("duties"));
  std::vector<DutyRow> duties;
  for (const JsonObject& row : rows) {
    YX_TRY(DutyRow duty, read_duty(row));
    duties.push_back(std::move(duty));
  }
  return duties;
}

}  // namespace yinxin::proof
