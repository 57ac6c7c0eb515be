#include "supervision/publication_table.hpp"

#include <algorithm>
#include <array>

#include "documents/service.hpp"
#include "supervision/paper_values.hpp"
#include "supervision/register_table.hpp"

namespace yinxin::supervision {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

/// A step that makes a case's decision public, and the steps that decided.
struct Published {
  std::string_view procedure;
  std::string_view event;
  std::string_view paper;  // row of rules/catalogue.toml
  std::array<std::string_view, 2> decided;
};
constexpr std::array<Published, 6> kPublished{{
    {"licence_application", "publish", "grant_decision", {"grant", ""}},
    {"licence_change", "close", "change_decision", {"approve", "keep_on_file"}},
    {"licence_renewal", "issue_licence", "renewal_decision", {"grant", "reach_expiry"}},
    {"licence_ending", "announce", "ending_decision", {"decide", ""}},
    {"inspection", "publish", "inspection_result", {"conclude", "conclude_serious"}},
    {"penalty", "publish", "penalty_decision", {"decide", "decide_revocation"}},
}};
constexpr std::string_view kWithdrawal = "withdraw_publication";

constexpr std::string_view kPublish =
    "INSERT INTO publication (case_number, kind, party, scope, paper, decision_number, decided_on, basis, "
    "result, published_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (case_number) "
    "DO UPDATE SET party = $3, decision_number = $6, decided_on = $7, basis = $8, result = $9, "
    "published_on = $10, withdrawn_on = NULL";
constexpr std::string_view kWithdraw =
    "UPDATE publication SET withdrawn_on = $2 WHERE case_number = $1 AND withdrawn_on IS NULL";
// case_document is a table of src/papers: by it a decision is led to its document.
constexpr std::string_view kFindPublications =
    "SELECT p.case_number, p.kind, p.party, p.scope, p.decision_number, p.decided_on, p.basis, p.result, "
    "p.published_on, (SELECT d.code FROM case_document AS d WHERE d.case_number = p.case_number AND "
    "d.document = p.paper ORDER BY d.made_at DESC, d.code LIMIT 1) "
    "FROM publication AS p WHERE p.withdrawn_on IS NULL AND (CAST($1 AS TEXT) = '' OR p.kind = $1) AND "
    "(p.published_on < $2 OR (p.published_on = $2 AND p.case_number < $3)) "
    "ORDER BY p.published_on DESC, p.case_number DESC LIMIT $4";

const Published* published_by(const cases::Happening& happening) {
  const auto found = std::find_if(kPublished.begin(), kPublished.end(), [&](const Published& one) {
    return one.procedure == happening.the_case.procedure && one.event == happening.step.event;
  });
  return found == kPublished.end() ? nullptr : &*found;
}

bool is_withdrawal(const cases::Happening& happening) {
  return happening.the_case.procedure == "penalty" && happening.step.event == kWithdrawal;
}

template <class T>
T entered_or(const cases::Case& the_case, std::string_view id) {
  const auto found = the_case.played.values.find(id);
  const auto* value = found == the_case.played.values.end() ? nullptr : std::get_if<T>(&found->second);
  return value == nullptr ? T{} : *value;
}

/// As the case has it, else as the register has the party's licence.
Result<std::string> name_of_party(store::Database& database, const cases::Case& the_case) {
  for (const std::string_view id : {"organisation", "party"}) {
    if (auto name = entered_or<std::string>(the_case, id); !name.empty()) return name;
  }
  YX_TRY(const auto licences, licences_of(database, the_case.party));
  std::string name;
  const auto in_snapshot = [&](store::Connection& connection) -> Result<void> {
    for (const Licence& licence : licences) {
      YX_TRY(const auto entry, entry_of(connection, licence.status_case));
      if (entry) name = entry->organisation;
    }
    return {};
  };
  YX_CHECK(database.read(in_snapshot));
  return name;
}

std::string decided_on(const cases::Happening& happening, const Published& published) {
  base::Time at = happening.step.at;
  for (const cases::StepNote& step : happening.the_case.steps) {
    const auto& events = published.decided;
    if (!step.event.empty() && std::find(events.begin(), events.end(), step.event) != events.end())
      at = step.at;
  }
  return base::format_date(base::beijing_date(at));
}

std::string day_entered_as(const cases::Case& the_case, std::string_view id) {
  return base::format_date(entered_or<base::Date>(the_case, id));
}

/// How many findings are of that weight.
std::int64_t findings_of_weight(const cases::Case& the_case, std::string_view weight) {
  std::int64_t count = 0;
  for (const auto& row : entered_or<procedure::Rows>(the_case, "findings")) {
    const auto found = row.find(weight);
    const auto* number = found == row.end() ? nullptr : std::get_if<std::int64_t>(&found->second);
    if (number != nullptr && *number > 0) ++count;
  }
  return count;
}

std::string inspection_text(const cases::Case& the_case) {
  const std::int64_t serious = findings_of_weight(the_case, "serious");
  const std::int64_t ordinary = findings_of_weight(the_case, "ordinary");
  if (serious + ordinary == 0) return "未发现问题。";
  return "发现严重问题" + std::to_string(serious) + "项、一般问题" + std::to_string(ordinary) + "项。";
}

std::string ending_text(const std::string& ending) {
  if (ending == "rescind") return "撤销电子政务电子认证服务机构资质。";
  if (ending == "take_back") return "撤回电子政务电子认证服务机构资质。";
  return "注销电子政务电子认证服务机构资质。";
}

std::string result_text(const cases::Case& the_case) {
  if (the_case.procedure == "licence_application")
    return "准予电子政务电子认证服务机构资质，证书编号" +
           entered_or<std::string>(the_case, "licence_number") + "，有效期自" +
           day_entered_as(the_case, "valid_from") + "至" + day_entered_as(the_case, "valid_to") + "。";
  if (the_case.procedure == "licence_change") return "准予变更，名录已更新。";
  if (the_case.procedure == "licence_renewal")
    return "准予延续，有效期至" + day_entered_as(the_case, "new_valid_to") + "。";
  if (the_case.procedure == "licence_ending") return ending_text(entered_or<std::string>(the_case, "ending"));
  if (the_case.procedure == "inspection") return inspection_text(the_case);
  return penalty_text(the_case.played.values);
}

/// "38-3" is item 3 of article 38; "TL63" article 63 of 商用密码管理条例.
std::string text_of_law(const std::string& item) {
  constexpr std::string_view kRegulations = "TL";
  if (item.starts_with(kRegulations)) return "《商用密码管理条例》第" + item.substr(2) + "条";
  const std::size_t dash = item.find('-');
  const std::string article = "《电子政务电子认证服务管理办法》第" + item.substr(0, dash) + "条";
  return dash == std::string::npos ? article : article + "第" + item.substr(dash + 1) + "项";
}

std::string basis_text(const cases::Case& the_case) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kArticles{
      {{"licence_application", "9"},
       {"licence_change", "14"},
       {"licence_renewal", "15"},
       {"licence_ending", "12"},
       {"inspection", "30"}}};
  for (const auto& [procedure, article] : kArticles) {
    if (the_case.procedure == procedure) return text_of_law(std::string(article));
  }
  std::vector<std::string> all;
  for (const auto& [id, item] : the_case.played.items) {
    const auto found = item.values.find("penalty_item");
    const auto* code = found == item.values.end() ? nullptr : std::get_if<std::string>(&found->second);
    if (item.kind == "act" && code != nullptr) all.push_back(text_of_law(*code));
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  std::string text;
  for (const std::string& one : all) text += (text.empty() ? "" : "、") + one;
  return text;
}

Result<Publication> to_publication(store::Connection& connection, const store::Row& row) {
  Publication one;
  one.case_number = row.text(0);
  one.kind = row.text(1);
  one.party = row.text(2);
  one.scope = row.text(3);
  one.decision_number = row.text(4);
  one.decided_on = row.text(5);
  one.basis = row.text(6);
  one.result = row.text(7);
  one.published_on = row.text(8);
  if (row.is_null(9)) return one;
  YX_TRY(const documents::PublicEntry entry, documents::Service::find(connection, row.text(9)));
  one.title = entry.title;
  one.document_code = entry.code;
  one.issuer = entry.issuer;
  one.decision_number = entry.number;
  return one;
}

}  // namespace

bool is_publication(const cases::Happening& happening) {
  return published_by(happening) != nullptr || is_withdrawal(happening);
}

Result<void> publication_effect(store::Database& database, const cases::Happening& happening,
                                cases::Consequences& consequences) {
  const cases::Case& the_case = happening.the_case;
  const std::string today = base::format_date(base::beijing_date(happening.step.at));
  if (is_withdrawal(happening)) {
    consequences.set.add_expecting(1, make_error(ErrorKind::NotFound, "supervision.publication"), kWithdraw,
                                   {the_case.number, today});
    return {};
  }
  const Published* published = published_by(happening);
  if (published == nullptr)
    return make_error(ErrorKind::Refused, "supervision.effect_unavailable",
                      happening.transition.effect + " of " + the_case.procedure);
  YX_TRY(const std::string party, name_of_party(database, the_case));
  consequences.set.add(
      kPublish, {the_case.number, the_case.procedure, party, the_case.scope, std::string(published->paper),
                 entered_or<std::string>(the_case, "decision_number"), decided_on(happening, *published),
                 basis_text(the_case), result_text(the_case), today});
  return {};
}

Result<std::vector<Publication>> find_publications(store::Database& database, const PublicationFilter& filter,
                                                   std::int64_t limit) {
  constexpr std::string_view kLast = "9999-12-31";
  constexpr std::size_t kDayLength = kLast.size();
  const bool known = std::any_of(kPublished.begin(), kPublished.end(),
                                 [&](const Published& one) { return one.procedure == filter.kind; });
  if (!filter.kind.empty() && !known) return make_error(ErrorKind::Malformed, "cases.filter", "kind");
  std::string day(kLast), number;
  if (!filter.after.empty()) {
    day = filter.after.substr(0, kDayLength);
    if (filter.after.size() <= kDayLength || !base::parse_date(day))
      return make_error(ErrorKind::Malformed, "cases.cursor");
    number = filter.after.substr(kDayLength + 1);
  }
  std::vector<Publication> all;
  const auto in_snapshot = [&](store::Connection& connection) -> Result<void> {
    YX_TRY(const auto rows, connection.query(kFindPublications, {filter.kind, day, number, limit}));
    for (const store::Row& row : rows) {
      YX_TRY(Publication one, to_publication(connection, row));
      all.push_back(std::move(one));
    }
    return {};
  };
  YX_CHECK(database.read(in_snapshot));
  return all;
}

}  // namespace yinxin::supervision
