// Who may see what is sealed (article 23): the named handlers, and nobody once it was removed. Of an object
// that is sealed twice, who is named in both.
#include <algorithm>

#include "compliance/quarantine_table.hpp"
#include "compliance/state.hpp"

namespace yinxin::compliance {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kOfficerActor = "officer/";

bool is_handler(const Seal& seal, const officers::Actor& actor) {
  if (seal.removed || !std::string_view(actor.id).starts_with(kOfficerActor)) return false;
  const std::string account = actor.id.substr(kOfficerActor.size());
  return std::find(seal.handlers.begin(), seal.handlers.end(), account) != seal.handlers.end();
}

}  // namespace

Result<void> Service::check_open(const std::string& object, const officers::Actor& actor) const {
  YX_TRY(const auto seals, find_seals(state_->house.database, object));
  for (const Seal& seal : seals) {
    if (!is_handler(seal, actor))
      return make_error(ErrorKind::Forbidden, "compliance.quarantined", object, "23");
  }
  return {};
}

Result<std::set<std::string>> Service::sealed_from(const officers::Actor& actor) const {
  YX_TRY(const auto seals, find_seals(state_->house.database, ""));
  std::set<std::string> objects;
  for (const Seal& seal : seals) {
    if (!is_handler(seal, actor)) objects.insert(seal.object);
  }
  return objects;
}

}  // namespace yinxin::compliance
