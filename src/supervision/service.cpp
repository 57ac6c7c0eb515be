#include "supervision/service.hpp"

#include "base/toml.hpp"
#include "supervision/experts/service.hpp"
#include "supervision/focus_table.hpp"
#include "supervision/licence_effects.hpp"
#include "supervision/monitoring/service.hpp"
#include "supervision/ownership.hpp"
#include "supervision/publication_table.hpp"
#include "supervision/snapshots.hpp"
#include "supervision/state.hpp"
#include "supervision/tips/service.hpp"

namespace yinxin::supervision {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

/// Ours: what one round of upkeep makes up for after the office was away.
constexpr std::size_t kSnapshotsAtOnce = 31;

constexpr std::string_view kValid = "valid";  // state of rules/procedures/licence_status.toml
constexpr std::string_view kTakeoverArticle = "29";

/// What happens of it happens at the party, whose own case has the effect; the authority's case goes on.
Result<void> nothing_here(const cases::Happening&, cases::Consequences&) {
  return {};
}

cases::Effect refusing(const std::string& word) {
  return [word](const cases::Happening& happening, cases::Consequences&) -> Result<void> {
    return make_error(ErrorKind::Refused, "supervision.effect_unavailable",
                      word + " of " + happening.the_case.procedure);
  };
}

using LicenceEffect = Result<void> (*)(store::Database&, const cases::Happening&, cases::Consequences&);
/// Some of these steps make a decision public as well.
cases::Effect publishing(store::Database& database, LicenceEffect effect) {
  return [&database, effect](const cases::Happening& happening,
                             cases::Consequences& consequences) -> Result<void> {
    YX_CHECK(effect(database, happening, consequences));
    return is_publication(happening) ? publication_effect(database, happening, consequences) : Result<void>();
  };
}

/// Null: not, or of another kind.
template <class T>
const T* entered_in(const cases::Case& the_case, std::string_view id) {
  const auto found = the_case.played.values.find(id);
  return found == the_case.played.values.end() ? nullptr : std::get_if<T>(&found->second);
}

Result<void> add_range(procedure::Values& known, const cases::Case& the_case, const FineRangeOf& range_of) {
  const auto* scale = entered_in<std::string>(the_case, "scale");
  const auto* gain = entered_in<std::int64_t>(the_case, "gain_fen");
  if (!range_of || scale == nullptr || gain == nullptr) return {};
  YX_TRY(const FineRange range, range_of(*scale, *gain));
  known["penalty.range_min_fen"] = range.min;
  known["penalty.range_max_fen"] = range.max;
  return {};
}

}  // namespace

Result<std::vector<Organ>> read_organs(const std::filesystem::path& file) {
  constexpr const char* kOptional = "";
  YX_TRY(const auto reader, base::TomlReader::load(file));
  YX_TRY(const auto tables, reader.tables("organ"));
  std::vector<Organ> organs;
  for (const base::TomlReader& table : tables) {
    Organ organ;
    YX_TRY(organ.region, table.get<std::string>("region"));
    YX_TRY(organ.name, table.get<std::string>("name"));
    YX_TRY(organ.word, table.get<std::string>("word"));
    YX_TRY(organ.contact, table.get_or<std::string>("contact", kOptional));
    YX_TRY(organ.hand_in, table.get_or<std::string>("hand_in", kOptional));
    YX_TRY(organ.review_body, table.get_or<std::string>("review_body", kOptional));
    YX_TRY(organ.court, table.get_or<std::string>("court", kOptional));
    organs.push_back(std::move(organ));
  }
  YX_CHECK(reader.finish());
  return organs;
}

Service::Service(House house, Options options) : state_(std::make_unique<State>(house, std::move(options))) {}
Service::~Service() = default;

std::map<std::string, cases::Effect> Service::effects() const {
  std::map<std::string, cases::Effect> all;
  for (const std::string& word : state_->options.words) all[word] = refusing(word);
  store::Database& database = state_->house.database;
  all["licence_status"] = publishing(database, licence_status_effect);
  all["register_entry"] = publishing(database, register_entry_effect);
  all["publication"] = [&database](const cases::Happening& happening, cases::Consequences& consequences) {
    return publication_effect(database, happening, consequences);
  };
  all["ownership"] = ownership_effect;
  all["leads"] = lead_effect(database);
  all["focus_list"] = focus_effect;
  all["accounts"] = nothing_here;
  all["experts"] = expert_effect(database, state_->house.vault);
  const auto& seals = state_->options.tip_seals;
  all["tip_seal"] = seal_effect(seals.empty() ? std::nullopt : std::optional<SealFolder>(seals));
  return all;
}

cases::PartyOf Service::party_of() const {
  return [&database = state_->house.database](const cases::Case& fresh,
                                              const std::string& number) -> Result<std::string> {
    YX_TRY(const auto licence, licence_numbered(database, number));
    if (!licence || licence->status != kValid || licence->party.empty())
      return make_error(ErrorKind::Refused, "supervision.taker", number, std::string(kTakeoverArticle));
    if (!fresh.parent.empty() && licence->party == fresh.party)
      return make_error(ErrorKind::Refused, "supervision.taker_is_sender", number,
                        std::string(kTakeoverArticle));
    return licence->party;
  };
}

cases::Settings Service::settings() const {
  const State& state = *state_;
  return [&state](const cases::Case& the_case) -> Result<procedure::Values> {
    procedure::Values known = state.options.readings;
    YX_CHECK(add_range(known, the_case, state.options.fine_range));
    const auto* period = entered_in<std::string>(the_case, "period");
    if (!state.options.last_day || period == nullptr) return known;
    const auto last_day = state.options.last_day(the_case.procedure, *period);
    if (last_day) known["duty.last_day"] = *last_day;
    return known;
  };
}

Result<bool> Service::holds_licence(const std::string& party) const {
  YX_TRY(const auto licences, licences_of(state_->house.database, party));
  return !licences.empty();
}

Result<std::string> Service::domicile_of(const std::string& party) const {
  YX_TRY(const auto licences, licences_of(state_->house.database, party));
  std::string domicile;
  const auto in_snapshot = [&](store::Connection& connection) -> Result<void> {
    for (const Licence& licence : licences) {
      YX_TRY(const auto entry, entry_of(connection, licence.status_case));
      if (entry) domicile = entry->domicile;
    }
    return {};
  };
  YX_CHECK(state_->house.database.read(in_snapshot));
  return domicile;
}

std::string Service::organ_name(const std::string& region) const {
  for (const Organ& organ : state_->options.organs) {
    if (organ.region == region) return organ.name;
  }
  return {};
}

Result<std::vector<RegisterEntry>> Service::licence_register() const {
  return public_entries(state_->house.database);
}

Result<std::vector<RegisterEntry>> Service::licence_register(base::Date as_of) const {
  return entries_of_day(state_->house.database, as_of);
}

Result<std::vector<RegisterEntry>> Service::register_of(const std::string& credit_code) const {
  YX_TRY(auto entries, licence_register());
  std::erase_if(entries, [&](const RegisterEntry& one) { return one.credit_code != credit_code; });
  return entries;
}

Result<std::vector<RegisterChange>> Service::register_history(const std::string& number) const {
  YX_TRY(auto changes, changes_of(state_->house.database, number));
  if (changes.empty()) return make_error(ErrorKind::NotFound, "supervision.register");
  return changes;
}

Result<std::size_t> Service::take_snapshots() const {
  const House& house = state_->house;
  std::size_t taken = 0;
  while (taken < kSnapshotsAtOnce) {
    const base::Time now = house.clock.now();
    YX_TRY(const auto day, next_snapshot_day(house.database));
    if (!day || *day >= base::beijing_date(now)) break;
    YX_TRY(auto set, new_snapshot(house.database, house.recorder, *day, now));
    const auto stored = house.lane.commit(std::move(set));
    if (!stored && stored.error().code != "supervision.snapshot_there") return stored.error();
    ++taken;
  }
  return taken;
}

Result<std::vector<Snapshot>> Service::snapshots(const std::optional<base::Date>& before,
                                                 std::int64_t limit) const {
  return find_snapshots(state_->house.database, before, limit);
}

Result<base::Bytes> Service::snapshot(base::Date day) const {
  return snapshot_octets(state_->house.database, day);
}

Result<std::vector<Publication>> Service::publications(const PublicationFilter& filter,
                                                       std::int64_t limit) const {
  return find_publications(state_->house.database, filter, limit);
}

Result<Ownership> Service::ownership(const cases::Case& the_case) {
  return ownership_of(the_case);
}

Result<std::vector<Focus>> Service::focus_list(const std::string& reach, bool past) const {
  return find_focus(state_->house.database, reach, past);
}

}  // namespace yinxin::supervision
