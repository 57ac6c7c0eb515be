// POST /cases: opens a case by its procedure's first step.
#include "endpoints/cases/case_json.hpp"
#include "endpoints/cases/operations.hpp"
#include "endpoints/inputs.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::size_t kMaxOpeningWord = 128;
constexpr std::size_t kMaxOpening = 1024 * 1024;  // a thousand shareholders; files go by their SM3

/// The one that persons make; of a procedure that only cases open the service says so.
const procedure::Transition* first_step_of(const procedure::Procedure& procedure) {
  const procedure::Transition* by_person = procedure.opening(procedure::Origin::Person);
  return by_person != nullptr ? by_person : procedure.opening(procedure::Origin::ChildCase);
}

/// A provider's affairs are its own, wherever the site or the delegated body lies that they are about. At a
/// regulator the province of the first region entered, else where the officer works.
std::string scope_for(const procedure::Transition& opening, const procedure::Values& inputs,
                      const cases::Caller& caller, const Office& office) {
  if (office.compliance != nullptr) return caller.reach.value_or(office.desk.region);
  for (const procedure::Input& input : opening.inputs) {
    const auto entered = inputs.find(input.id);
    if (input.type != procedure::InputType::Region || entered == inputs.end()) continue;
    const auto* region = std::get_if<std::string>(&entered->second);
    if (region != nullptr && cases::is_region(*region)) return region->substr(0, 2) + "0000";
  }
  return caller.reach.value_or(office.desk.region);
}

/// Who signs with a key is the party; an officer says who it is.
void read_party(const http::JsonReader& body, const cases::Caller& caller, cases::Opening& opening) {
  if (caller.reach) {
    opening.party = body.text("party", kMaxOpeningWord);
    return;
  }
  opening.party = caller.party;
  if (body.has("party")) body.fault("party", "is who signs");
}

Result<cases::Opening> read_opening(const Office& office, const http::JsonReader& body,
                                    const cases::Caller& caller) {
  cases::Opening opening;
  opening.procedure = body.text("procedure", kMaxOpeningWord);
  read_party(body, caller, opening);
  const auto scope = body.optional_text("scope", kMaxOpeningWord);
  const procedure::Procedure* procedure =
      procedure_in_force(office, opening.procedure, base::beijing_date(office.clock.now()));
  const procedure::Transition* transition = procedure == nullptr ? nullptr : first_step_of(*procedure);
  if (transition == nullptr) {
    if (opening.procedure.empty()) YX_CHECK(body.finish());  // which says so
    return make_error(ErrorKind::NotFound, "cases.procedure", opening.procedure);
  }
  opening.inputs = read_inputs(body, *transition);
  YX_CHECK(body.finish());
  opening.scope = scope ? *scope : scope_for(*transition, opening.inputs, caller, office);
  return opening;
}

void open_from(const Office& office, const Call& call, const http::JsonReader& body) {
  auto caller = caller_of(office, call.actor());
  if (!caller) return call.fail(std::move(caller).error());
  auto opening = read_opening(office, body, *caller);
  if (!opening) return call.fail(std::move(opening).error());
  office.desk.service.open_case(std::move(opening).value(), std::move(caller).value(),
                                call.remember<cases::Case>(201, case_receipt),
                                call.completion<cases::Case>());
}

}  // namespace

http::Route case_open(const Office& office) {
  const auto handle = [&office](const Call& call, const http::JsonReader& body) {
    open_from(office, call, body);
  };
  return signed_write(office, "caseOpen", http::Method::Post, "/cases", handle, kMaxOpening);
}

}  // namespace yinxin::endpoints
