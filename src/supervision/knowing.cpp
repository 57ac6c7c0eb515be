// What the regulator knows of its cases' documents: which authority issues them, under which number, and what
// register and case say.
#include <algorithm>

#include "supervision/licence_effects.hpp"
#include "supervision/paper_values.hpp"
#include "supervision/state.hpp"

namespace yinxin::supervision {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

// Words of rules/catalogue.toml and rules/roles.toml.
constexpr std::string_view kAcceptance = "acceptance_notice";
constexpr std::string_view kNational = "000000";
constexpr std::string_view kDecides[] = {"deciding_officer"};  // of the national bureau alone

/// The province of a region: its first two digits.
std::string province_of(const std::string& region) {
  return region.substr(0, 2) + "0000";
}

/// The number of the case's acceptance notice; empty: none was issued.
std::string acceptance_number(const std::vector<papers::Issued>& issued) {
  const auto found = std::find_if(issued.begin(), issued.end(),
                                  [](const papers::Issued& one) { return one.document == kAcceptance; });
  return found == issued.end() ? std::string() : found->number;
}

/// A number that is given: entered with the decision, or the licence's own.
std::string given_number(const papers::Request& request) {
  const auto text = [](const procedure::Values& values, std::string_view id) {
    const auto found = values.find(id);
    const auto* content = found == values.end() ? nullptr : std::get_if<std::string>(&found->second);
    return content == nullptr ? std::string() : *content;
  };
  const std::string decided = text(request.step().inputs, "decision_number");
  return decided.empty() ? text(request.view.found.played.values, "licence_number") : decided;
}

}  // namespace

Result<const Organ*> Service::State::organ_for(const papers::Request& request) const {
  const auto& roles = request.transition.roles;
  const bool national = options.national_papers.count(request.wanted.document) > 0 ||
                        std::equal(roles.begin(), roles.end(), std::begin(kDecides), std::end(kDecides));
  const std::string region = national ? std::string(kNational) : province_of(request.view.found.scope);
  for (const Organ& organ : options.organs) {
    if (organ.region == region) return &organ;
  }
  return make_error(ErrorKind::Refused, "supervision.organ", region);
}

Result<std::optional<RegisterEntry>> Service::State::holder_of(store::Connection& connection,
                                                               const cases::Case& the_case,
                                                               const std::string& number,
                                                               bool certificate) const {
  const auto licence = licence_of(house.database, the_case);
  if (!licence) {
    const bool none = licence.error().kind == ErrorKind::NotFound ||
                      licence.error().kind == ErrorKind::Conflict ||
                      licence.error().kind == ErrorKind::Refused;
    if (certificate || !none) return licence.error();
    return std::optional<RegisterEntry>();
  }
  if (certificate && licence->number != number)
    return make_error(ErrorKind::Refused, "supervision.licence_of_other");
  return entry_of(connection, licence->status_case);
}

papers::Knowing Service::knowing() const {
  return [&state = *state_](store::Connection& connection,
                            const papers::Request& request) -> Result<papers::Known> {
    YX_TRY(const Organ* organ, state.organ_for(request));
    papers::Known known;
    known.issuer = organ->name;
    known.word = organ->word;
    if (request.form.series.empty()) known.number = given_number(request);
    const bool certificate = request.form.kind == documents::Kind::Certificate;
    YX_TRY(auto holder, state.holder_of(connection, request.view.found, known.number, certificate));
    known.values = known_values(request.form, request.view, request.wanted.position,
                                {*organ, acceptance_number(request.issued), std::move(holder)});
    return known;
  };
}

}  // namespace yinxin::supervision
