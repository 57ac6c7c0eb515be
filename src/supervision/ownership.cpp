#include "supervision/ownership.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace yinxin::supervision {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

// Words of rules/procedures/licence_application.toml.
constexpr std::string_view kOwnership = "ownership";
constexpr std::string_view kOrganisationInput = "organisation";
constexpr std::string_view kHolders = "shareholders";
constexpr std::string_view kFlag = "foreign_investment";
constexpr std::string_view kForeign = "foreign";

constexpr std::int64_t kWhole = 10'000;        // a share is in ten-thousandths
constexpr std::int64_t kWholePpm = 1'000'000;  // what is looked through, in millionths, never rounded down

struct Holding {
  std::string owner;
  std::string owned;
  std::int64_t share = 0;
  bool foreign = false;
};

template <class T>
T cell_of(const procedure::Rows::value_type& row, std::string_view id) {
  const auto found = row.find(id);
  const auto* value = found == row.end() ? nullptr : std::get_if<T>(&found->second);
  return value == nullptr ? T{} : *value;
}

template <class T>
T value_or(const cases::Case& the_case, std::string_view id) {
  const auto found = the_case.played.values.find(id);
  const auto* value = found == the_case.played.values.end() ? nullptr : std::get_if<T>(&found->second);
  return value == nullptr ? T{} : *value;
}

std::vector<Holding> holdings_of(const cases::Case& the_case) {
  std::vector<Holding> all;
  for (const auto& row : value_or<procedure::Rows>(the_case, kOwnership)) {
    all.push_back({cell_of<std::string>(row, "owner"), cell_of<std::string>(row, "owned"),
                   cell_of<std::int64_t>(row, "share"),
                   cell_of<std::string>(row, "nationality") == kForeign});
  }
  return all;
}

base::Error unsound(const char* code, const std::string& detail) {
  return make_error(ErrorKind::Refused, code, detail);
}

/// The chain from the organisation up, each holder once: whoever is held comes before who holds them.
class Chain {
 public:
  explicit Chain(const std::vector<Holding>& holdings) {
    for (const Holding& one : holdings) {
      held_[one.owned].push_back(&one);
      if (one.foreign) foreign_.insert(one.owner);
    }
  }

  Result<std::vector<Owner>> owners(const std::string& organisation) {
    YX_CHECK(visit(organisation));
    for (const auto& [name, by] : held_) {
      if (done_.count(name) == 0) return unsound("supervision.ownership.unconnected", name);
    }
    std::map<std::string, std::int64_t> parts{{organisation, kWholePpm}};
    std::vector<Owner> found;
    for (auto name = order_.rbegin(); name != order_.rend(); ++name) {
      const std::int64_t whole = std::min(kWholePpm, parts[*name]);
      const bool foreign = foreign_.count(*name) > 0;
      const auto by = held_.find(*name);
      const bool ultimate = foreign || by == held_.end();
      if (*name != organisation && whole > 0) found.push_back({*name, foreign, ultimate, whole});
      if (ultimate) continue;  // who is foreign counts whole; who is not is looked through
      for (const Holding* one : by->second) parts[one->owner] += (whole * one->share + kWhole - 1) / kWhole;
    }
    return found;
  }

 private:
  Result<void> visit(const std::string& name) {
    if (done_.count(name) > 0) return {};
    if (!under_way_.insert(name).second) return unsound("supervision.ownership.cycle", name);
    std::int64_t together = 0;
    const auto by = held_.find(name);
    if (by != held_.end()) {
      for (const Holding* one : by->second) {
        together += one->share;
        YX_CHECK(visit(one->owner));
      }
      if (together != kWhole) return unsound("supervision.ownership.shares", name);
    }
    done_.insert(name);
    order_.push_back(name);
    return {};
  }

  std::map<std::string, std::vector<const Holding*>> held_;  // by who is held
  std::set<std::string> foreign_;
  std::set<std::string> under_way_;
  std::set<std::string> done_;
  std::vector<std::string> order_;
};

/// Who holds more than half, and so on upwards; empty: nobody does.
std::string controller_of(const std::vector<Holding>& holdings, std::string at) {
  std::string controller;
  for (std::size_t steps = 0; steps < holdings.size(); ++steps) {
    const auto found = std::find_if(holdings.begin(), holdings.end(), [&](const Holding& one) {
      return one.owned == at && 2 * one.share > kWhole;
    });
    if (found == holdings.end()) break;
    controller = at = found->owner;
  }
  return controller;
}

/// The first step of the chain is what the case says of its shareholders.
bool agrees(const std::vector<Holding>& holdings, const std::string& organisation,
            const procedure::Rows& shareholders) {
  std::multiset<std::pair<std::string, std::int64_t>> chain, entered;
  for (const Holding& one : holdings) {
    if (one.owned == organisation) chain.emplace(one.owner, one.share);
  }
  for (const auto& row : shareholders)
    entered.emplace(cell_of<std::string>(row, "name"), cell_of<std::int64_t>(row, "share"));
  return chain == entered;
}

}  // namespace

Result<Ownership> ownership_of(const cases::Case& the_case) {
  Ownership ownership;
  const std::vector<Holding> holdings = holdings_of(the_case);
  if (holdings.empty()) return ownership;
  const auto organisation = value_or<std::string>(the_case, kOrganisationInput);
  if (!agrees(holdings, organisation, value_or<procedure::Rows>(the_case, kHolders)))
    return unsound("supervision.ownership.shareholders", organisation);
  YX_TRY(ownership.owners, Chain(holdings).owners(organisation));
  for (const Owner& one : ownership.owners) {
    if (one.foreign) ownership.foreign_ppm = std::min(kWholePpm, ownership.foreign_ppm + one.ppm);
  }
  ownership.controller = controller_of(holdings, organisation);
  return ownership;
}

Result<void> ownership_effect(const cases::Happening& happening, cases::Consequences&) {
  YX_TRY(const Ownership ownership, ownership_of(happening.the_case));
  if (ownership.foreign_ppm > 0 && !value_or<bool>(happening.the_case, kFlag))
    return unsound("supervision.ownership.foreign", std::to_string(ownership.foreign_ppm));
  return {};
}

}  // namespace yinxin::supervision
