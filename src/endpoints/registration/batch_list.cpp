// GET /batches: the files of applications that were handed in, newest first.
#include "endpoints/registration/access.hpp"
#include "endpoints/registration/batch_json.hpp"
#include "endpoints/registration/operations.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

namespace {

base::Result<std::string> list_batches(const Services& services, const officers::Actor& actor,
                                       const http::Request& request) {
  YX_CHECK(require_own_staff(actor));
  YX_TRY(const Page page, read_page(request));
  YX_TRY(const auto batches, services.batches.list(page.after, page.limit));
  http::JsonWriter json;
  json.object([&] {
    json.array("batches", [&] {
      for (const registration::Batch& batch : batches) json.object([&] { write_batch(json, batch); });
    });
    if (static_cast<std::int64_t>(batches.size()) == page.limit) json.text("next", batches.back().number);
  });
  return json.text();
}

}  // namespace

http::Route batch_list(const Services& services) {
  const auto handle = [&services](const officers::Actor& actor, const http::Request& request,
                                  http::Responder responder) {
    auto listed = list_batches(services, actor, request);
    if (!listed) return responder.fail(std::move(listed).error());
    responder.answer(http::json(200, *listed));
  };
  return signed_read(services, "batchList", "/batches", handle);
}

}  // namespace yinxin::endpoints
