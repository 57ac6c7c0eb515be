#include <algorithm>

#include "base/files.hpp"
#include "rules/load_parts.hpp"

namespace yinxin::rules {
namespace {

const std::vector<std::string> kParts{"rules", "operations", "tests", "documents"};

Label names_of(Row& row) {
  return Label{row.text("zh"), row.text("en")};
}

Law read_law(Row& row) {
  Law law;
  law.place = row.place();
  law.name = row.text("name");
  row.name(law.name);
  law.en = row.text("en");
  constexpr std::int64_t kMost = 2000;
  law.last_article = row.optional_number("last_article", 1, kMost).value_or(0);
  return law;
}

Article read_article(Row& row) {
  Article article;
  article.place = row.place();
  article.number = row.number("number", 1, kArticles);
  row.name(std::to_string(article.number));
  article.summary = row.label("summary");
  article.enforced_by = row.text("enforced_by");
  article.operations = row.texts("operations");
  article.tests = row.texts("tests");
  for (Row& entry : row.rows("not_yet", "article " + std::to_string(article.number) + ", not_yet")) {
    article.not_yet.push_back(
        Missing{entry.word("part", kParts), entry.number("slice", 1, kSlices), entry.text("what")});
    entry.finish();
  }
  for (Row& entry : row.rows("not_needed", "article " + std::to_string(article.number) + ", not_needed")) {
    article.not_needed.push_back(Needless{entry.word("part", kParts), entry.text("why")});
    entry.finish();
  }
  return article;
}

CodeList read_list(Row& row) {
  CodeList list;
  list.place = row.place();
  list.id = row.text("id");
  row.name(list.id);
  list.name = row.label("name");
  list.cites = row.texts("cites");
  for (Row& entry : row.rows("codes", "list " + list.id)) {
    list.codes.emplace_back(entry.text("code"), entry.text("zh"));
    entry.finish();
  }
  if (list.codes.empty()) row.fault("代码表没有代码。", "The list has no codes.");
  return list;
}

Document read_document(Row& row) {
  Document document;
  document.place = row.place();
  document.id = row.text("id");
  row.name(document.id);
  document.name = row.label("name");
  document.by = row.text("by");
  document.to = row.text("to");
  document.cites = row.texts("cites");
  document.starred = row.flag("starred");
  document.template_id = row.optional_text("template");
  document.not_yet = row.optional_number("not_yet", 1, kSlices).value_or(0);
  if (document.template_id.empty() == (document.not_yet == 0))
    row.fault("文书应当有模板（template），或者注明由哪一批工作补上（not_yet），二者择一。",
              "A document has a template, or the slice that brings it: one of the two.");
  return document;
}

Role read_role(Row& row) {
  Role role;
  role.place = row.place();
  role.id = row.text("id");
  row.name(role.id);
  role.name = names_of(row);
  role.side = row.word("side", {"provider", "regulator", "external", "public"});
  role.administrator = row.flag("administrator");
  return role;
}

Permission read_permission(Row& row) {
  Permission permission;
  permission.place = row.place();
  permission.id = row.text("id");
  row.name(permission.id);
  permission.name = names_of(row);
  permission.cites = row.texts("cites");
  permission.does = row.texts("does");
  permission.sees = row.texts("sees");
  permission.procedures = row.texts("procedures");
  return permission;
}

Route read_route(Row& row) {
  Route route;
  route.place = row.place();
  route.matter = row.text("matter");
  row.name(route.matter);
  route.name = names_of(row);
  route.procedure = row.has("procedure") ? row.text("procedure") : route.matter;
  route.receiver = row.word(
      "receiver", {"national", "entrusted_province", "province_of_provider", "province_of_delegated_body"});
  route.cites = row.texts("cites");
  route.readings = row.texts("readings");
  return route;
}

Inventory read_inventory(Row& row) {
  Inventory inventory;
  inventory.place = row.place();
  inventory.id = row.text("id");
  row.name(inventory.id);
  inventory.name = names_of(row);
  inventory.cites = row.texts("cites");
  inventory.procedure = row.text("procedure");
  inventory.columns = row.texts("columns");
  inventory.item_columns = row.texts("item_columns");
  inventory.public_state = row.optional_text("public_state");
  if (inventory.columns.empty()) row.fault("台账没有栏目。", "The register has no columns.");
  return inventory;
}

AssessmentCheck read_check(Row& row) {
  constexpr std::int64_t kMostDrawn = 10'000;
  AssessmentCheck check;
  check.place = row.place();
  check.what = row.label("what");
  check.cites = row.texts("cites");
  check.methods = row.texts("methods");
  check.sample = row.optional_number("sample", 1, kMostDrawn).value_or(0);
  const bool draws = std::find(check.methods.begin(), check.methods.end(), "sample") != check.methods.end();
  if (check.methods.empty() || draws != (check.sample != 0))
    row.fault("检查方法应当填写；抽样的应当有抽样量，不抽样的没有。",
              "A check has methods, and a sample where it draws one.");
  return check;
}

Following read_following(Row& row) {
  Following following;
  following.place = row.place();
  following.procedure = row.text("procedure");
  row.name(following.procedure);
  for (Row& entry : row.rows("begins", "following " + following.procedure)) {
    following.begins.emplace_back(entry.text("event"), entry.text("is"));
    entry.finish();
  }
  following.received = row.flag("received");
  following.files = row.texts("files");
  following.told = row.texts("told");
  following.own = row.texts("own");
  following.cites = row.texts("cites");
  return following;
}

Region read_region(Row& row) {
  Region region;
  region.place = row.place();
  region.code = row.text("code");
  row.name(region.code);
  region.zh = row.text("zh");
  region.receives = row.flag("receives");
  constexpr std::size_t kDigits = 6;
  const bool province = region.code.size() == kDigits &&
                        region.code.find_first_not_of("0123456789") == std::string::npos &&
                        region.code.substr(2) == "0000";
  if (!province)
    row.fault("“" + region.code + "”不是省级行政区划代码。", region.code + " is no code of a province.");
  return region;
}

Scale read_scale(Row& row) {
  constexpr std::int64_t kMostFen = 1'000'000'000;  // ten million yuan: more than any range of the law
  constexpr std::int64_t kMostTimes = 10;
  Scale scale;
  scale.place = row.place();
  scale.id = row.text("id");
  row.name(scale.id);
  scale.name = names_of(row);
  scale.cites = row.texts("cites");
  scale.readings = row.texts("readings");
  scale.two_step = row.flag("two_step");
  scale.fine_optional = row.flag("fine_optional");
  scale.gain_from = row.optional_number("gain_from_fen", 1, kMostFen).value_or(0);
  if (scale.gain_from != 0) {
    scale.times_min = row.number("times_min", 1, kMostTimes);
    scale.times_max = row.number("times_max", 1, kMostTimes);
  }
  scale.min = row.number("min_fen", 1, kMostFen);
  scale.max = row.number("max_fen", 1, kMostFen);
  scale.grave = row.texts("grave");
  if (scale.min > scale.max || scale.times_min > scale.times_max)
    row.fault("罚款幅度的下限高于上限。", "The least fine is over the most.");
  return scale;
}

PenaltyItem read_item(Row& row) {
  PenaltyItem item;
  item.place = row.place();
  item.code = row.text("code");
  row.name(item.code);
  item.name = names_of(row);
  item.scale = row.text("scale");
  item.breaks = row.texts("breaks");
  return item;
}

void read_late_payment(LawFile& file, Book& book) {
  Row* row = file.single("late_payment");
  if (row == nullptr) return;
  constexpr std::int64_t kWhole = 1000;
  constexpr std::int64_t kYear = 365;
  book.late_payment.per_mille_a_day = row->number("per_mille_a_day", 1, kWhole);
  book.late_payment.days_to_pay = row->number("days_to_pay", 1, kYear);
  row->texts("cites");
}

}  // namespace

Loaded load(const std::filesystem::path& rules) {
  Loaded loaded;
  Book& book = loaded.book;
  const auto file = [&](const std::string& name) { return LawFile(rules, name, loaded.findings); };
  {
    LawFile articles = file("articles.toml");
    book.in_force_from = articles.in_force_from();
    articles.each("article", book.articles, read_article);
  }
  file("laws.toml").each("law", book.laws, read_law);
  file("clocks.toml").each("clock", book.clocks, read_clock);
  file("duties.toml").each("duty", book.duties, read_duty);
  file("readings.toml").each("reading", book.readings, read_reading);
  file("codes.toml").each("list", book.lists, read_list);
  file("catalogue.toml").each("document", book.documents, read_document);
  file("roles.toml").each("role", book.roles, read_role);
  file("permissions.toml").each("permission", book.permissions, read_permission);
  file("routing.toml").each("route", book.routes, read_route);
  file("inventories.toml").each("inventory", book.inventories, read_inventory);
  file("assessment_checklist.toml").each("check", book.checklist, read_check);
  file("following.toml").each("following", book.followings, read_following);
  file("regions.toml").each("region", book.regions, read_region);
  LawFile penalties = file("penalties.toml");
  penalties.each("scale", book.scales, read_scale);
  penalties.each("item", book.items, read_item);
  read_late_payment(penalties, book);
  return loaded;
}

std::vector<std::string> effects() {
  return {"licence_status", "register_entry", "accounts",    "post_right",  "focus_list",
          "hold",           "release_hold",   "quarantine",  "bulk_revoke", "tip_seal",
          "experts",        "leads",          "publication", "ownership"};
}

procedure::Values Book::settings() const {
  procedure::Values values;
  for (const Reading& reading : readings) {
    if (!reading.setting.empty()) values.emplace(reading.setting, reading.recommended);
  }
  return values;
}

}  // namespace yinxin::rules
