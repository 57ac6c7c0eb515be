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
  YX_CHECK(row.only({"id", "duty", "article", "required", "actual", "evidence", "conclusion"}));
  DutyRow duty;
  YX_TRY(duty.id, row.text("id"));
  YX_TRY(duty.article, row.text("article"));
  YX_TRY(duty.duty, row.text("duty"));
  YX_TRY(duty.required, row.text("required"));
  YX_TRY(duty.actual, row.text("actual"));
  YX_TRY(duty.evidence, row.texts("evidence"));
  YX_TRY(duty.conclusion, row.text("conclusion"));
  return duty;
}

Result<base::Time> time_member(const JsonObject& row, std::string_view name) {
  YX_TRY(const std::string text, row.text(name));
  return base::parse_utc(text);
}

Result<base::Date> date_member(const JsonObject& row, std::string_view name) {
  YX_TRY(const std::string text, row.text(name));
  return base::parse_date(text);
}

Result<CasesPaper::Row> read_case(const JsonObject& row) {
  YX_CHECK(row.only({"number", "procedure", "state", "opened"}));
  CasesPaper::Row one;
  YX_TRY(one.number, row.text("number"));
  YX_TRY(one.procedure, row.text("procedure"));
  YX_TRY(one.state, row.text("state"));
  YX_TRY(one.opened, time_member(row, "opened"));
  return one;
}

Result<RightRow> read_right(const JsonObject& row) {
  YX_CHECK(row.only({"officer", "post", "from", "to", "basis", "item"}));
  RightRow right;
  YX_TRY(right.officer, row.text("officer"));
  YX_TRY(right.post, row.text("post"));
  YX_TRY(right.from, date_member(row, "from"));
  YX_TRY(right.to, date_member(row, "to"));
  YX_TRY(right.basis, row.text("basis"));
  YX_TRY(right.item, row.text("item"));
  return right;
}

}  // namespace

std::string case_object(std::string_view number) {
  return "case/" + std::string(number);
}

std::string CasesPaper::to_json() const {
  json::array rows;
  for (const Row& row : cases) {
    rows.push_back({{"number", row.number},
                    {"procedure", row.procedure},
                    {"state", row.state},
                    {"opened", base::format_utc(row.opened)}});
  }
  return indent_json(json::serialize(json::object{
      {"from", base::format_utc(from)}, {"to", base::format_utc(to)}, {"cases", std::move(rows)}}));
}

Result<CasesPaper> CasesPaper::parse(std::string_view text) {
  YX_TRY(const JsonObject object, JsonObject::parse(text, kMaxPaperBytes));
  YX_CHECK(object.only({"from", "to", "cases"}));
  CasesPaper paper;
  YX_TRY(paper.from, time_member(object, "from"));
  YX_TRY(paper.to, time_member(object, "to"));
  YX_TRY(const std::vector<JsonObject> rows, object.objects("cases"));
  for (const JsonObject& row : rows) {
    YX_TRY(Row one, read_case(row));
    paper.cases.push_back(std::move(one));
  }
  return paper;
}

std::string rights_to_json(const std::vector<RightRow>& rights) {
  json::array rows;
  for (const RightRow& row : rights) {
    rows.push_back({{"officer", row.officer},
                    {"post", row.post},
                    {"from", base::format_date(row.from)},
                    {"to", base::format_date(row.to)},
                    {"basis", row.basis},
                    {"item", row.item}});
  }
  return indent_json(json::serialize(json::object{{"rights", std::move(rows)}}));
}

Result<std::vector<RightRow>> parse_rights(std::string_view text) {
  YX_TRY(const JsonObject object, JsonObject::parse(text, kMaxPaperBytes));
  YX_CHECK(object.only({"rights"}));
  YX_TRY(const std::vector<JsonObject> rows, object.objects("rights"));
  std::vector<RightRow> rights;
  for (const JsonObject& row : rows) {
    YX_TRY(RightRow right, read_right(row));
    rights.push_back(std::move(right));
  }
  return rights;
}

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
    rows.push_back({{"id", row.id},
                    {"duty", row.duty},
                    {"article", row.article},
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
