// POST /rosters/{number}/issue and /rosters/{number}/revocations: one signed act of an issuing officer for
// many rows (docs/decisions/0031); GET /roster-orders/{number} and its rows: what came of it.
#include "endpoints/registration/access.hpp"
#include "endpoints/registration/operations.hpp"
#include "endpoints/registration/roster_json.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

using base::Result;
using registration::RosterOrder;

namespace {

constexpr std::size_t kRowBits = 8;
constexpr std::size_t kMaxRowOctets = (registration::kMaxRosterRows + kRowBits - 1) / kRowBits;
constexpr std::size_t kRootText = 64;
constexpr std::size_t kMaxReasonCode = 64;
constexpr std::size_t kMaxLeaversFile = 1024 * 1024;                // 5,000 rows have about 300 KB
constexpr std::size_t kMaxIssueBody = signer::kMaxActContentBytes;  // the signer sees it whole

/// A bit for each row of the roster, row 1 the highest of the first octet.
std::vector<std::int64_t> positions_of(const base::Bytes& bits) {
  std::vector<std::int64_t> positions;
  for (std::size_t i = 0; i < bits.size() * kRowBits; ++i) {
    if (((bits[i / kRowBits] >> (kRowBits - 1 - i % kRowBits)) & 1U) != 0)
      positions.push_back(static_cast<std::int64_t>(i) + 1);
  }
  return positions;
}

Result<registration::IssueOrder> read_issue(const http::JsonReader& body) {
  registration::IssueOrder order;
  if (body.text("event", kMaxReasonCode) != "issue") body.fault("event", "is not issue");
  order.positions = positions_of(body.octets("rows", kMaxRowOctets));
  const std::int64_t keys = body.integer("keys", 1, registration::kMaxRosterRows);
  if (keys != static_cast<std::int64_t>(order.positions.size())) body.fault("keys", "is not how many rows");
  const auto root = base::from_hex(body.text("keys_root", kRootText));
  if (root && root->size() == order.keys_root.size())
    std::copy(root->begin(), root->end(), order.keys_root.begin());
  else
    body.fault("keys_root", "is not an SM3 digest in hexadecimal");
  YX_CHECK(body.finish());
  return order;
}

Result<registration::RevokeOrder> read_revocation(const http::JsonReader& body) {
  registration::RevokeOrder order;
  order.reason = body.text("reason", kMaxReasonCode);
  order.cause = body.text("cause", registration::kMaxRosterCause);
  const std::string csv = body.text("csv", kMaxLeaversFile);
  YX_CHECK(body.finish());
  YX_TRY(order.leavers, registration::read_leavers_csv(base::as_bytes(csv)));
  return order;
}

/// By whom and of what an order may be; `read` reads the body.
template <class Order>
Result<Order> asked_order(const Services& services, const officers::Actor& actor,
                          const http::JsonReader& body, Result<Order> (*read)(const http::JsonReader&)) {
  YX_CHECK(officers::require_role(actor, officers::Role::IssuingOfficer));
  YX_CHECK(require_own_staff(actor));
  YX_TRY(Order order, read(body));
  if (services.compliance != nullptr) {
    YX_TRY(order.closed, services.compliance->sealed_from(actor));
  }
  return order;
}

Result<std::string> one_order(const Services& services, const officers::Actor& actor,
                              const std::string& number) {
  YX_CHECK(require_own_staff(actor));
  YX_TRY(const registration::Rosters* const rosters, rosters_of(services));
  YX_TRY(const RosterOrder order, rosters->find_order(number));
  http::JsonWriter json;
  json.object([&] { write_order(json, order); });
  return json.text();
}

Result<std::string> rows_of_order(const Services& services, const officers::Actor& actor,
                                  const http::Request& request) {
  YX_CHECK(require_own_staff(actor));
  YX_TRY(const registration::Rosters* const rosters, rosters_of(services));
  YX_TRY(const Page page, read_page(request));
  YX_TRY(const std::int64_t after, roster_position(page.after));
  YX_TRY(const RosterOrder order, rosters->find_order(request.path_parameter("number")));
  YX_TRY(const auto rows, rosters->order_rows(order.number, after, page.limit));
  http::JsonWriter json;
  json.object([&] {
    json.text("number", order.number);
    json.array("rows", [&] {
      for (const registration::RosterOrderRow& row : rows) {
        json.object([&] {
          json.integer("position", row.position).boolean("done", row.done);
          if (!row.application.empty()) json.text("application", row.application);
          if (row.error) write_refusal(json, services, *row.error);
        });
      }
    });
    if (static_cast<std::int64_t>(rows.size()) == page.limit) json.integer("next", rows.back().position);
  });
  return json.text();
}

}  // namespace

http::Route roster_issue(const Services& services) {
  const auto handle = [&services](const Call& call, const http::JsonReader& body) {
    const auto rosters = rosters_of(services);
    if (!rosters) return call.fail(rosters.error());
    auto order = asked_order(services, call.actor(), body, read_issue);
    if (!order) return call.fail(std::move(order).error());
    (*rosters)->issue(call.request().path_parameter("number"), std::move(*order), call.actor(),
                      call.remember<RosterOrder>(202, order_receipt), call.completion<RosterOrder>());
  };
  return signed_write(services, "rosterIssue", http::Method::Post, "/rosters/{number}/issue", handle,
                      kMaxIssueBody);
}

http::Route roster_revoke(const Services& services) {
  const auto handle = [&services](const Call& call, const http::JsonReader& body) {
    const auto rosters = rosters_of(services);
    if (!rosters) return call.fail(rosters.error());
    auto order = asked_order(services, call.actor(), body, read_revocation);
    if (!order) return call.fail(std::move(order).error());
    (*rosters)->revoke(call.request().path_parameter("number"), std::move(*order), call.actor(),
                       call.remember<RosterOrder>(202, order_receipt), call.completion<RosterOrder>());
  };
  return signed_write(services, "rosterRevoke", http::Method::Post, "/rosters/{number}/revocations", handle);
}

http::Route roster_order_show(const Services& services) {
  const auto handle = [&services](const officers::Actor& actor, const http::Request& request,
                                  http::Responder responder) {
    auto shown = one_order(services, actor, request.path_parameter("number"));
    if (!shown) return responder.fail(std::move(shown).error());
    responder.answer(http::json(200, *shown));
  };
  return signed_read(services, "rosterOrderShow", "/roster-orders/{number}", handle);
}

http::Route roster_order_rows(const Services& services) {
  const auto handle = [&services](const officers::Actor& actor, const http::Request& request,
                                  http::Responder responder) {
    auto listed = rows_of_order(services, actor, request);
    if (!listed) return responder.fail(std::move(listed).error());
    responder.answer(http::json(200, *listed));
  };
  return signed_read(services, "rosterOrderRows", "/roster-orders/{number}/rows", handle);
}

}  // namespace yinxin::endpoints
