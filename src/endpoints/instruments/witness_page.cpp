#include "endpoints/instruments/witness_page.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;
using supervision::Witness;

Result<Witness::Stated> witnessed_ledger(const Witness& witness, const std::string& provider) {
  const auto none = make_error(ErrorKind::NotFound, "supervision.witness.none");
  if (provider.empty()) return none;
  YX_TRY(std::vector<Witness::Stated> stated, witness.stated(provider));
  if (stated.empty()) return none;
  return std::move(stated.front());
}

Result<std::optional<Witness::Kept>> newest_cosigned_head(const Witness& witness,
                                                          const Witness::Stated& ledger) {
  constexpr std::int64_t kLook = 16;  // heads recorded while the signer was away stand unsigned
  YX_TRY(std::vector<Witness::Kept> heads, witness.heads(ledger.origin, proof::kMaxTreeSize, kLook));
  for (Witness::Kept& kept : heads) {
    if (kept.head.note.signed_by(ledger.witness.name, ledger.witness.key))
      return std::optional(std::move(kept));
  }
  return std::optional<Witness::Kept>();
}

http::Route witness_page(const Supervision& office, std::string name, std::string path,
                         Result<http::Response> (*show)(const Witness&, const Witness::Stated&,
                                                        const http::Request&)) {
  http::Route route;
  route.name = std::move(name);
  route.path = std::move(path);
  route.rate_class = kQueryClass;
  route.handler = [&office, show](const http::Request& request, http::Responder responder) {
    const Witness& witness = office.instruments.witness;
    const auto ledger = witnessed_ledger(witness, request.path_parameter("provider"));
    if (!ledger) return responder.fail(ledger.error());
    auto response = show(witness, *ledger, request);
    if (!response) return responder.fail(std::move(response).error());
    responder.answer(std::move(response).value());
  };
  return route;
}

}  // namespace yinxin::endpoints
