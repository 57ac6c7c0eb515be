// GET /batches/{number}: how far a batch is, its rows counted by what came of them.
#include "endpoints/registration/access.hpp"
#include "endpoints/registration/batch_json.hpp"
#include "endpoints/registration/operations.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

namespace {

base::Result<std::string> show(const Services& services, const officers::Actor& actor,
                               const std::string& number) {
  YX_CHECK(require_own_staff(actor));
  YX_TRY(const registration::Batch batch, services.batches.find(number));
  YX_TRY(const registration::BatchCounts counts, services.batches.count(number));
  http::JsonWriter json;
  json.object([&] {
    write_batch(json, batch);
    json.integer("waiting", counts.waiting).integer("entered", counts.entered);
    json.array("refused", [&] {
      for (const auto& one : counts.refused) {
        json.object([&] { json.text("error_code", one.first).integer("rows", one.second); });
      }
    });
  });
  return json.text();
}

}  // namespace

http::Route batch_show(const Services& services) {
  const auto handle = [&services](const officers::Actor& actor, const http::Request& request,
                                  http::Responder responder) {
    auto shown = show(services, actor, request.path_parameter("number"));
    if (!shown) return responder.fail(std::move(shown).error());
    responder.answer(http::json(200, *shown));
  };
  return signed_read(services, "batchShow", "/batches/{number}", handle);
}

}  // namespace yinxin::endpoints
