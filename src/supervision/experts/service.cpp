#include "supervision/experts/service.hpp"

#include <algorithm>
#include <array>

#include "supervision/experts/conflicts.hpp"
#include "supervision/experts/expert_table.hpp"

namespace yinxin::supervision {

using base::ErrorKind;
using base::make_error;
using base::Result;
using proof::Exclusion;
using proof::ExclusionGround;
using proof::PoolMember;

namespace {

constexpr std::string_view kCasePrefix = "case/";
constexpr std::string_view kOffRegister = "removed";
constexpr std::array<std::string_view, 4> kStatuses{"admitted", "suspended", "investigated", kOffRegister};

bool has_field(const Expert& expert, const std::string& field) {
  return field.empty() || std::find(expert.fields.begin(), expert.fields.end(), field) != expert.fields.end();
}

/// By what the register itself says.
std::optional<Exclusion> excluded_by_register(const Expert& expert, const std::vector<std::string>& party,
                                              const std::string& field, base::Date day) {
  if (expert.status == "suspended") return Exclusion{ExclusionGround::Unavailable, "暂停评审资格"};
  if (expert.status == "investigated") return Exclusion{ExclusionGround::Unavailable, "责任追究调查中"};
  if (auto conflict = in_the_way(expert, party, day)) return conflict;
  if (!has_field(expert, field)) return Exclusion{ExclusionGround::Other, "专业不符"};
  return std::nullopt;
}

}  // namespace

Result<std::vector<Expert>> Experts::list(const ExpertFilter& filter) const {
  if (!filter.status.empty() &&
      std::find(kStatuses.begin(), kStatuses.end(), filter.status) == kStatuses.end())
    return make_error(ErrorKind::Malformed, "cases.filter", "status");
  YX_TRY(auto experts, find_experts(house_.database, house_.vault));
  std::erase_if(experts, [&](const Expert& one) {
    const bool wanted = filter.status.empty() ? one.status != kOffRegister : one.status == filter.status;
    return !wanted || !cases::lies_in(one.scope, filter.reach) || !has_field(one, filter.field);
  });
  return experts;
}

Result<std::vector<PoolMember>> Experts::draw_pool(const NewDraw& wanted, const cases::Caller& caller) const {
  if (!wanted.matter.starts_with(kCasePrefix))
    return make_error(ErrorKind::Refused, "supervision.draw.matter", wanted.matter);
  YX_TRY(const cases::View view, house_.cases.read(wanted.matter.substr(kCasePrefix.size()), caller));
  const std::vector<std::string> party = names_of_party(view.found);
  YX_TRY(const auto experts, list({caller.reach.value_or("")}));
  const base::Date today = base::beijing_date(house_.clock.now());
  std::vector<PoolMember> pool;
  for (const Expert& one : experts) {
    pool.push_back(
        {std::string(kDrawnExpert) + one.number, excluded_by_register(one, party, wanted.field, today)});
  }
  if (pool.empty()) return make_error(ErrorKind::Refused, "supervision.draw.no_experts");
  for (const PoolMember& given : wanted.pool) {
    const auto found = std::find_if(pool.begin(), pool.end(),
                                    [&](const PoolMember& member) { return member.id == given.id; });
    if (found == pool.end())
      return make_error(ErrorKind::Refused, "supervision.draw.not_registered", given.id);
    if (!found->excluded) found->excluded = given.excluded;
  }
  return pool;
}

}  // namespace yinxin::supervision
