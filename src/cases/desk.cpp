#include "cases/desk.hpp"

#include <algorithm>
#include <charconv>

#include "cases/case_table.hpp"
#include "cases/clock_table.hpp"
#include "cases/plan.hpp"

namespace yinxin::cases {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kFindLast = "SELECT last FROM case_series WHERE series = $1 AND year = $2";
constexpr std::string_view kKeepLast =
    "INSERT INTO case_series (series, year, last) VALUES ($1, $2, $3) ON CONFLICT (series, year) DO UPDATE "
    "SET last = excluded.last WHERE excluded.last > case_series.last";
constexpr std::string_view kApplicant = "applicant";
constexpr std::string_view kSignatory = "signatory";  // the role, and the input that names its holder
constexpr std::size_t kMaxParty = 128;                // a key's name has 68 characters
constexpr std::size_t kMaxItem = 64;

bool is_word(std::string_view text, std::size_t longest) {
  return !text.empty() && text.size() <= longest &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

std::int64_t number_in(std::string_view digits) {
  std::int64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

}  // namespace

Result<std::string> Numbers::take(const std::string& series, base::Date day) {
  const int year = static_cast<int>(day.year());
  const std::lock_guard lock(mutex_);
  YX_TRY(const auto rows, database_.query(kFindLast, {series, std::int64_t{year}}));
  std::int64_t& last = last_[{series, year}];
  if (!rows.empty()) last = std::max(last, rows.front().integer(0));
  return series + "-" + std::to_string(year) + "-" + std::to_string(++last);
}

void Numbers::keep(store::WriteSet& set, const std::string& number) {
  const std::size_t before_n = number.rfind('-');
  const std::size_t before_year = number.rfind('-', before_n - 1);
  const std::string_view text = number;
  set.add_any(kKeepLast, {number.substr(0, before_year),
                          number_in(text.substr(before_year + 1, before_n - before_year - 1)),
                          number_in(text.substr(before_n + 1))});
}

Calendar::Held Calendar::now() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

void Calendar::replace(Held next) {
  holders_ = std::make_shared<base::InFlight>();
  const auto* calendar = next.get();
  current_ =
      Held(calendar, [kept = std::move(next), token = holders_->begin()](const base::WorkCalendar*) mutable {
        kept.reset();
        token.reset();
      });
}

void Calendar::change(Held next) {
  std::shared_ptr<base::InFlight> before;
  Held old;
  {
    const std::lock_guard lock(mutex_);
    before = std::move(holders_);
    old = std::move(current_);
    replace(std::move(next));
  }
  old.reset();
  before->wait();
}

Desk::Desk(Service::House house_in, Service::Options options_in)
    : house(std::move(house_in)),
      options(std::move(options_in)),
      numbers(house.database),
      calendar(house.calendar) {}

Result<const procedure::Procedure*> Desk::in_force(const std::string& id, base::Date day) const {
  const procedure::Procedure* newest = nullptr;
  const auto versions = options.procedures.find(id);
  if (versions != options.procedures.end()) {
    for (const procedure::Procedure& one : versions->second) {
      if (one.in_force_from <= day && (!one.until || day <= *one.until)) newest = &one;
    }
  }
  if (newest == nullptr) return make_error(ErrorKind::NotFound, "cases.procedure");
  return newest;
}

Result<const procedure::Procedure*> Desk::version(const Case& the_case) const {
  const auto versions = options.procedures.find(the_case.procedure);
  if (versions != options.procedures.end()) {
    for (const procedure::Procedure& one : versions->second) {
      if (one.version == the_case.procedure_version) return &one;
    }
  }
  return make_error(ErrorKind::Internal, "cases.rules", "no version " + the_case.procedure_version);
}

Result<procedure::Values> Desk::settings(const procedure::Procedure& procedure, const Case& the_case,
                                         const procedure::Values& entered) const {
  if (procedure.settings.empty()) return procedure::Values();
  if (entered.empty()) return options.settings(the_case);
  Case with_entered = the_case;
  for (const auto& [id, value] : entered) with_entered.played.values.insert_or_assign(id, value);
  return options.settings(with_entered);
}

std::string Desk::series(const std::string& procedure) const {
  const auto prefix = options.prefixes.find(procedure);
  return prefix == options.prefixes.end() ? procedure : prefix->second;
}

Result<std::string> Desk::party_of(const Case& fresh, const procedure::Transition& opening,
                                   const procedure::Values& inputs) const {
  if (opening.party.empty() || !options.party_of) return fresh.party;
  const auto entered = inputs.find(opening.party);
  const auto* named = entered == inputs.end() ? nullptr : std::get_if<std::string>(&entered->second);
  if (named == nullptr) return make_error(ErrorKind::Internal, "cases.rules", "party of " + opening.event);
  YX_TRY(std::string party, options.party_of(fresh, *named));
  if (fresh.parent.empty() && party != fresh.party)
    return make_error(ErrorKind::Refused, "cases.party_other");
  return party;
}

Result<Dossier> Desk::load(const std::string& number) const {
  Dossier dossier;
  const auto in_snapshot = [&](store::Connection& connection) -> Result<void> {
    YX_TRY(dossier.the_case, find_case(connection, number));
    YX_CHECK(find_steps(connection, house.vault, dossier.the_case));
    YX_TRY(dossier.clocks, find_running(connection, number));
    return {};
  };
  YX_CHECK(house.database.read(in_snapshot));
  YX_TRY(dossier.procedure, version(dossier.the_case));
  return dossier;
}

Result<void> check_opening(const Opening& opening) {
  if (!is_word(opening.party, kMaxParty)) return make_error(ErrorKind::Malformed, "cases.party");
  if (!is_region(opening.scope)) return make_error(ErrorKind::Malformed, "cases.scope");
  return {};
}

Result<void> check_item_id(const std::string& item) {
  if (item.empty() || is_word(item, kMaxItem)) return {};
  return make_error(ErrorKind::Malformed, "procedure.item", "not the id of an item");
}

std::optional<std::vector<std::string>> roles_in(const Caller& caller, const std::string& party,
                                                 const std::string& scope) {
  std::vector<std::string> roles;
  const bool in_reach = caller.reach && lies_in(scope, *caller.reach);
  if (in_reach) roles = caller.roles;
  const bool ours = !caller.party.empty() && caller.party == party;
  if (ours) {
    roles.emplace_back(kApplicant);
    roles.insert(roles.end(), caller.party_roles.begin(), caller.party_roles.end());
  }
  if (!in_reach && !ours) return std::nullopt;
  return roles;
}

std::optional<std::vector<std::string>> roles_in(const Caller& caller, const Case& the_case) {
  auto roles = roles_in(caller, the_case.party, the_case.scope);
  const auto named = the_case.played.values.find(kSignatory);
  const auto* key =
      named == the_case.played.values.end() ? nullptr : std::get_if<std::string>(&named->second);
  if (key == nullptr || caller.party.empty() || *key != caller.party) return roles;
  if (!roles) roles.emplace();
  roles->emplace_back(kSignatory);
  return roles;
}

bool Round::note(const Result<std::size_t>& outcome) {
  if (outcome) {
    count_ += *outcome;
    return true;
  }
  const base::Error& error = outcome.error();
  if (error.kind == ErrorKind::Conflict)
    return true;  // somebody acted at the same moment: the next round looks again
  if (!first_) first_ = error;
  return error.kind != ErrorKind::Unavailable && error.kind != ErrorKind::TooMany;
}

Result<std::size_t> Round::outcome() const {
  if (first_) return *first_;
  return count_;
}

}  // namespace yinxin::cases
