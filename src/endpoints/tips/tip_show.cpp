// GET /tips/{number}: a tip and its readers, for who works on tips; GET /tips/{number}/progress: how it goes,
// for who reported it.
#include "endpoints/cases/access.hpp"
#include "endpoints/procedure_json.hpp"
#include "endpoints/signed.hpp"
#include "endpoints/tips/operations.hpp"

namespace yinxin::endpoints {

using base::Result;

namespace {

constexpr std::string_view kSealedZh = "已保密";
constexpr std::string_view kAnonymousZh = "匿名";

Result<std::string> show_tip(const Supervision& office, const officers::Actor& actor,
                             const std::string& number) {
  YX_TRY(supervision::Tips* const tips, tips_of(office));
  YX_TRY(const cases::Caller caller, caller_of(office, actor));
  YX_TRY(const supervision::TipNote note, tips->show(number, caller));
  http::JsonWriter json;
  json.object([&] {
    json.text("number", number).text("scope", note.found.scope).text("state", note.found.state());
    json.text("zh", note.state.zh).text("en", note.state.en).boolean("named", note.named);
    json.text("reporter_zh", note.named ? kSealedZh : kAnonymousZh);
    json.time("received_at", note.found.opened_at);
    json.array("openings", [&] {
      for (const supervision::TipOpening& one : note.openings) {
        json.object([&] {
          json.text("actor", one.actor).text("reason", one.reason).boolean("seal", one.with_seal);
          json.time("at", one.at);
        });
      }
    });
  });
  return json.text();
}

Result<std::string> show_progress(const Supervision& office, const officers::Actor& actor,
                                  const std::string& number) {
  YX_TRY(supervision::Tips* const tips, tips_of(office));
  YX_TRY(const supervision::TipProgress progress, tips->progress(number, actor));
  http::JsonWriter json;
  json.object([&] {
    json.text("number", progress.number).text("state", progress.state);
    json.text("zh", progress.label.zh).text("en", progress.label.en);
    json.time("received_at", progress.received_at);
    if (!progress.answer.empty()) json.text("answer", progress.answer);
  });
  return json.text();
}

using Show = Result<std::string> (*)(const Supervision&, const officers::Actor&, const std::string&);

http::Route showing(const Supervision& office, std::string name, std::string path, Show show) {
  const auto handle = [&office, show](const officers::Actor& actor, const http::Request& request,
                                      http::Responder responder) {
    auto shown = show(office, actor, request.path_parameter("number"));
    if (!shown) return responder.fail(std::move(shown).error());
    responder.answer(http::json(200, *std::move(shown)));
  };
  return signed_read(office, std::move(name), std::move(path), handle);
}

}  // namespace

http::Route tip_show(const Supervision& office) {
  return showing(office, "tipShow", "/tips/{number}", show_tip);
}

http::Route tip_progress(const Supervision& office) {
  http::Route route = showing(office, "tipProgress", "/tips/{number}/progress", show_progress);
  route.rate_class = kQueryClass;
  return route;
}

}  // namespace yinxin::endpoints
