// GET /witness/{provider}/checkpoint: the newest head of a provider's ledger that we cosigned.
#include "endpoints/instruments/witness_page.hpp"

namespace yinxin::endpoints {

namespace {

base::Result<http::Response> show_cosigned(const supervision::Witness& witness,
                                           const supervision::Witness::Stated& ledger, const http::Request&) {
  YX_TRY(const auto newest, newest_cosigned_head(witness, ledger));
  if (!newest) return base::make_error(base::ErrorKind::NotYet, "supervision.witness.not_yet");
  return http::text(200, newest->head.to_text());
}

}  // namespace

http::Route witness_checkpoint(const Supervision& office) {
  return witness_page(office, "witnessCheckpoint", "/witness/{provider}/checkpoint", show_cosigned);
}

}  // namespace yinxin::endpoints
