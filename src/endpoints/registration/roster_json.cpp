#include "endpoints/registration/roster_json.hpp"

#include <charconv>

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;

Result<registration::Rosters*> rosters_of(const Services& services) {
  if (services.rosters != nullptr) return services.rosters;
  return make_error(ErrorKind::Unavailable, "registration.roster.off");
}

void write_roster(http::JsonWriter& json, const registration::Roster& roster) {
  json.text("number", roster.number).text("agency_code", roster.agency_code).text("agency", roster.agency);
  json.text("actor", roster.actor).text("sm3", base::to_hex(roster.digest));
  json.integer("rows", roster.rows).time("received_at", roster.received_at);
}

void write_order(http::JsonWriter& json, const registration::RosterOrder& order) {
  json.text("number", order.number).text("roster", order.roster).text("event", order.event);
  json.text("actor", order.actor).integer("rows", order.rows).integer("waiting", order.waiting);
  json.integer("done", order.done).integer("refused", order.refused);
  json.time("received_at", order.received_at).boolean("finished", order.finished_at.has_value());
  if (order.finished_at) json.time("finished_at", *order.finished_at);
}

std::string order_receipt(const registration::RosterOrder& order) {
  http::JsonWriter json;
  json.object([&] {
    write_order(json, order);
    json.text("query_url", "/roster-orders/" + order.number);
  });
  return json.text();
}

void write_refusal(http::JsonWriter& json, const Services& services, const base::Error& error) {
  const http::ErrorTexts::Sentences& sentences = services.error_texts.find(error);
  json.text("error_code", error.code).text("sentence", sentences.zh).text("sentence_en", sentences.en);
  if (!error.article.empty()) json.text("article", error.article);
  if (!error.detail.empty()) json.text("detail", error.detail);
}

Result<std::int64_t> roster_position(const std::string& text) {
  std::int64_t position = 0;
  if (text.empty()) return position;
  const auto [rest, fault] = std::from_chars(text.data(), text.data() + text.size(), position);
  if (fault == std::errc() && rest == text.data() + text.size() && position >= 0) return position;
  return make_error(ErrorKind::Malformed, "http.page", "after: a row's position");
}

}  // namespace yinxin::endpoints
