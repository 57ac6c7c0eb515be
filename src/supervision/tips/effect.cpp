#include "supervision/tips/service.hpp"
#include "supervision/tips/tip_table.hpp"

namespace yinxin::supervision {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kSealInput = "reporter_seal";
constexpr std::string_view kKeyActor = "key/";

Result<crypto::Sm3Digest> named_seal(const std::string& text) {
  const auto octets = base::from_hex(text);
  crypto::Sm3Digest seal{};
  if (!octets || octets->size() != seal.size() || base::to_hex(*octets) != text)
    return make_error(ErrorKind::Malformed, "supervision.tip.seal", "no SM3");
  std::copy(octets->begin(), octets->end(), seal.begin());
  return seal;
}

Result<TipRow> row_of(const std::optional<SealFolder>& seals, const cases::StepNote& step) {
  const bool by_key = step.actor.starts_with(kKeyActor);
  TipRow row;
  if (by_key) row.query_by = step.actor;
  const auto entered = step.inputs.find(kSealInput);
  if (entered == step.inputs.end()) return row;
  if (!seals) return make_error(ErrorKind::Unavailable, "supervision.tip.off");
  YX_TRY(row.seal, named_seal(std::get<std::string>(entered->second)));
  YX_TRY(const base::Bytes octets, seals->read(*row.seal));
  YX_TRY(const TipSeal seal, TipSeal::parse(octets));
  const std::string asker = query_actor(seal.query_key);
  if (by_key && asker != step.actor) return make_error(ErrorKind::Refused, "supervision.tip.query_key");
  row.query_by = asker;
  return row;
}

}  // namespace

cases::Effect seal_effect(std::optional<SealFolder> seals) {
  return [seals = std::move(seals)](const cases::Happening& happening,
                                    cases::Consequences& consequences) -> Result<void> {
    YX_TRY(const TipRow row, row_of(seals, happening.step));
    insert_tip(consequences.set, happening.the_case.number, row);
    return {};
  };
}

}  // namespace yinxin::supervision
