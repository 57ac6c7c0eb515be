// GET /exchange/messages?box=in|out: how far each message is, for officers.
#include "endpoints/cases/access.hpp"
#include "endpoints/exchange/operations.hpp"
#include "endpoints/registration/access.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

namespace {

void write_entry(http::JsonWriter& json, const exchange::Entry& entry) {
  json.text("id", entry.id).text("peer", entry.peer).text("kind", entry.kind);
  json.text("conversation", entry.conversation).integer("sequence", entry.sequence);
  if (entry.refers_to) json.text("refers_to", *entry.refers_to);
  json.text("state", entry.state).time("entered_at", entry.entered_at);
  const std::pair<std::string_view, std::optional<base::Time>> times[] = {
      {"first_sent_at", entry.first_sent_at},
      {"received_at", entry.received_at},
      {"delivered_at", entry.delivered_at},
      {"refused_at", entry.refused_at},
      {"next_at", entry.next_at}};
  for (const auto& [name, time] : times)
    if (time) json.time(name, *time);
  json.integer("attempts", entry.attempts);
  if (!entry.code.empty()) json.text("code", entry.code);
  if (!entry.trouble.empty()) json.text("trouble", entry.trouble);
}

base::Result<exchange::Filter> read_filter(const http::Request& request) {
  const auto bad = [](const char* what) {
    return base::make_error(base::ErrorKind::Malformed, "exchange.cursor", what);
  };
  exchange::Filter filter;
  const std::string_view box = request.query_parameter("box").value_or("out");
  if (box != "in" && box != "out") return bad("box");
  filter.incoming = box == "in";
  if (const auto peer = request.query_parameter("peer")) filter.peer = std::string(*peer);
  if (const auto state = request.query_parameter("state")) {
    filter.state = exchange::find_state(*state);
    if (!filter.state) return bad("state");
  }
  if (const auto text = request.query_parameter("conversation")) {
    const auto conversation = exchange::ConversationId::parse(*text);
    if (!conversation) return bad("conversation");
    filter.conversation = *conversation;
  }
  return filter;
}

/// Officers of the business at either kind of office; a provider's custodian of keys, and experts from
/// outside, are none.
base::Result<void> check_reader(const Office& office, const officers::Actor& actor) {
  const auto own = require_own_staff(actor);
  if (own || !actor.body.empty() || actor.has(officers::Role::KeyCustodian)) return own;
  YX_TRY(const cases::Caller caller, caller_of(office, actor));
  if (!caller.reach || is_expert(caller)) return own;
  return {};
}

base::Result<std::string> list_messages(const Office& office, const officers::Actor& actor,
                                        const http::Request& request) {
  YX_CHECK(check_reader(office, actor));
  if (office.exchange == nullptr) return base::make_error(base::ErrorKind::NotFound, "exchange.off");
  YX_TRY(const Page page, read_page(request));
  YX_TRY(const exchange::Filter filter, read_filter(request));
  YX_TRY(const auto entries, office.exchange->service.list(filter, page.after, page.limit));
  http::JsonWriter json;
  json.object([&] {
    json.array("messages", [&] {
      for (const exchange::Entry& entry : entries) json.object([&] { write_entry(json, entry); });
    });
    if (static_cast<std::int64_t>(entries.size()) == page.limit) json.text("next", entries.back().cursor);
  });
  return json.text();
}

}  // namespace

http::Route exchange_list(const Office& office) {
  const auto handle = [&office](const officers::Actor& actor, const http::Request& request,
                                http::Responder responder) {
    auto listed = list_messages(office, actor, request);
    if (!listed) return responder.fail(std::move(listed).error());
    responder.answer(http::json(200, *listed));
  };
  return signed_read(office, "exchangeList", std::string(kMessagesPath), handle);
}

}  // namespace yinxin::endpoints
