// GET /batches/{number}/rows?after=<position>&limit=…: what came of each row, in order.
#include <charconv>

#include "endpoints/registration/access.hpp"
#include "endpoints/registration/operations.hpp"
#include "endpoints/signed.hpp"
#include "http/problem.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;
using registration::BatchRow;

namespace {

Result<std::int64_t> position_of(const std::string& text) {
  std::int64_t position = 0;
  if (text.empty()) return position;
  const auto [rest, fault] = std::from_chars(text.data(), text.data() + text.size(), position);
  if (fault == std::errc() && rest == text.data() + text.size() && position >= 0) return position;
  return make_error(ErrorKind::Malformed, "http.page", "after: a row's position");
}

void write_row(http::JsonWriter& json, const BatchRow& row, const http::ErrorTexts& texts) {
  json.integer("position", row.position);
  if (!row.application.empty()) json.text("application", row.application);
  if (!row.error) return;
  const base::Error& error = *row.error;
  const http::ErrorTexts::Sentences& sentences = texts.find(error);
  json.text("error_code", error.code).text("sentence", sentences.zh).text("sentence_en", sentences.en);
  if (!error.article.empty()) json.text("article", error.article);
  if (!error.detail.empty()) json.text("detail", error.detail);
}

Result<std::string> rows(const Services& services, const officers::Actor& actor,
                         const http::Request& request) {
  YX_CHECK(require_own_staff(actor));
  YX_TRY(const Page page, read_page(request));
  YX_TRY(const std::int64_t after, position_of(page.after));
  YX_TRY(const registration::Batch batch, services.batches.find(request.path_parameter("number")));
  YX_TRY(const auto found, services.batches.rows(batch.number, after, page.limit));
  http::JsonWriter json;
  json.object([&] {
    json.text("number", batch.number);
    json.array("rows", [&] {
      for (const BatchRow& row : found) json.object([&] { write_row(json, row, services.error_texts); });
    });
    if (static_cast<std::int64_t>(found.size()) == page.limit) json.integer("next", found.back().position);
  });
  return json.text();
}

}  // namespace

http::Route batch_rows(const Services& services) {
  const auto handle = [&services](const officers::Actor& actor, const http::Request& request,
                                  http::Responder responder) {
    auto listed = rows(services, actor, request);
    if (!listed) return responder.fail(std::move(listed).error());
    responder.answer(http::json(200, *listed));
  };
  return signed_read(services, "batchRows", "/batches/{number}/rows", handle);
}

}  // namespace yinxin::endpoints
