#include "supervision/experts/conflicts.hpp"

#include <algorithm>
#include <array>

namespace yinxin::supervision {

using proof::Exclusion;
using proof::ExclusionGround;

namespace {

// Inputs by which procedures name whom they are about.
constexpr std::array<std::string_view, 3> kNames{"organisation", "credit_code", "party"};
constexpr std::string_view kShareholders = "shareholders";
constexpr std::string_view kShareholderName = "name";

struct Relation {
  std::string_view kind;  // of the input conflict_kind
  ExclusionGround ground;
  std::string_view reason;
};
constexpr std::array<Relation, 5> kRelations{{
    {"employer", ExclusionGround::SameEmployer, "本人申报：同一单位"},
    {"shares", ExclusionGround::Shareholder, "本人申报：持股"},
    {"consultancy", ExclusionGround::Consultancy, "本人申报：三年内提供咨询"},
    {"family", ExclusionGround::Kinship, "本人申报：亲属"},
    {"other", ExclusionGround::Declared, "本人申报：其他利益关系"},
}};
constexpr std::string_view kSameEmployer = "工作单位与被评审机构或者其股东相同";

Exclusion declared_as(const std::string& kind) {
  for (const Relation& relation : kRelations) {
    if (relation.kind == kind) return {relation.ground, std::string(relation.reason)};
  }
  return {ExclusionGround::Declared, std::string(kRelations.back().reason)};
}

bool names(const std::vector<std::string>& party, const std::string& name) {
  return std::find(party.begin(), party.end(), name) != party.end();
}

}  // namespace

std::vector<std::string> names_of_party(const cases::Case& the_case) {
  std::vector<std::string> party{the_case.party};
  const auto& values = the_case.played.values;
  const auto add = [&](const auto& among, std::string_view id) {
    const auto found = among.find(std::string(id));
    const auto* text = found == among.end() ? nullptr : std::get_if<std::string>(&found->second);
    if (text != nullptr && !text->empty()) party.push_back(*text);
  };
  for (const std::string_view id : kNames) add(values, id);
  const auto holders = values.find(kShareholders);
  if (holders == values.end()) return party;
  if (const auto* rows = std::get_if<procedure::Rows>(&holders->second)) {
    for (const auto& row : *rows) add(row, kShareholderName);
  }
  return party;
}

std::optional<Exclusion> in_the_way(const Expert& expert, const std::vector<std::string>& party,
                                    base::Date day) {
  if (names(party, expert.employer))
    return Exclusion{ExclusionGround::SameEmployer, std::string(kSameEmployer)};
  const std::string today = base::format_date(day);
  for (const ExpertConflict& conflict : expert.conflicts) {
    const bool lasts = conflict.until.empty() || conflict.until >= today;
    if (lasts && names(party, conflict.against)) return declared_as(conflict.kind);
  }
  return std::nullopt;
}

}  // namespace yinxin::supervision
