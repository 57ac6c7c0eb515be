#include "registration/roster_order_table.hpp"

namespace yinxin::registration {

using base::ErrorKind;
using base::make_error;
using base::Result;
using privacy::Cell;
using privacy::Level;
using store::kNull;

namespace {

constexpr std::string_view kInsertOrder =
    "INSERT INTO roster_order (number, roster, event, actor, signature_base, signature, content, "
    "certificate, "
    "reason, cause, row_count, received_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
constexpr std::string_view kInsertTarget =
    "INSERT INTO roster_order_row (number, position, application, place, done, error_code, error_detail, "
    "error_article) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
constexpr std::string_view kSettleDone =
    "UPDATE roster_order_row SET done = 1 WHERE number = $1 AND position = $2 AND done = 0";
constexpr std::string_view kSettleRefused =
    "UPDATE roster_order_row SET done = 1, error_code = $3, error_detail = $4, error_article = $5 "
    "WHERE number = $1 AND position = $2 AND done = 0";
constexpr std::string_view kFinishOrder =
    "UPDATE roster_order SET finished_at = $2 WHERE number = $1 AND finished_at IS NULL";
constexpr std::string_view kFindOpenOrders =
    "SELECT number, event, actor, signature_base, signature, content, certificate, reason, cause FROM "
    "roster_order WHERE finished_at IS NULL ORDER BY received_at, number";
constexpr std::string_view kFindWaitingTargets =
    "SELECT w.position, w.application, w.place, a.key_point FROM roster_order_row w "
    "JOIN application a ON a.number = w.application "
    "WHERE w.number = $1 AND w.done = 0 AND w.position > $2 ORDER BY w.position LIMIT $3";
#define YX_ORDER                                                                                      \
  "SELECT o.number, o.roster, o.event, o.actor, o.row_count, o.received_at, o.finished_at, "          \
  "(SELECT count(*) FROM roster_order_row w WHERE w.number = o.number AND w.done = 0), "              \
  "(SELECT count(*) FROM roster_order_row w WHERE w.number = o.number AND w.error_code IS NOT NULL) " \
  "FROM roster_order o "
constexpr std::string_view kFindOrder = YX_ORDER "WHERE o.number = $1";
constexpr std::string_view kListOrders =
    YX_ORDER "WHERE o.roster = $1 ORDER BY o.received_at DESC, o.number DESC LIMIT $2";
#undef YX_ORDER
constexpr std::string_view kListOrderRows =
    "SELECT position, application, done, error_code, error_detail, error_article FROM roster_order_row "
    "WHERE number = $1 AND position > $2 ORDER BY position LIMIT $3";

base::Bytes seal_cause(const privacy::Vault& vault, const std::string& number, const std::string& cause) {
  if (cause.empty()) return {};
  return vault.seal(Level::L2, Cell{"roster_order", "cause", number}, base::as_bytes(cause));
}

void insert_target(store::WriteSet& set, const OrderPlace& place, const OrderTarget& target) {
  store::Value application = kNull;
  if (!target.application.empty()) application = target.application;
  if (!target.error) {
    set.add(kInsertTarget, {place.order, place.position, std::move(application), target.place,
                            std::int64_t{0}, kNull, kNull, kNull});
    return;
  }
  const base::Error& error = *target.error;
  set.add(kInsertTarget, {place.order, place.position, std::move(application), target.place, std::int64_t{1},
                          error.code, error.detail, error.article});
}

RosterOrder to_order(const store::Row& row) {
  RosterOrder order;
  order.number = row.text(0);
  order.roster = row.text(1);
  order.event = row.text(2);
  order.actor = row.text(3);
  order.rows = row.integer(4);
  order.received_at = base::from_micros(row.integer(5));
  if (const auto finished = row.optional_integer(6)) order.finished_at = base::from_micros(*finished);
  order.waiting = row.integer(7);
  order.refused = row.integer(8);
  order.done = order.rows - order.waiting - order.refused;
  return order;
}

Result<OpenOrder> to_open_order(const privacy::Vault& vault, const store::Row& row) {
  OpenOrder order;
  order.number = row.text(0);
  order.event = row.text(1);
  order.actor.id = row.text(2);
  order.actor.roles = {officers::Role::IssuingOfficer};
  order.actor.signature_base = row.blob(3);
  order.actor.signature = row.blob(4);
  order.actor.content = row.blob(5);
  order.actor.certificate = row.blob(6);
  order.reason = row.text(7);
  if (!row.blob(8).empty()) {
    YX_TRY(order.cause, vault.open_text(Level::L2, Cell{"roster_order", "cause", order.number}, row.blob(8)));
  }
  return order;
}

}  // namespace

void insert_order(store::WriteSet& set, const privacy::Vault& vault, const NewOrder& made,
                  const officers::Actor& actor) {
  const RosterOrder& order = made.order;
  set.add(kInsertOrder,
          {order.number, order.roster, order.event, order.actor, actor.signature_base, actor.signature,
           actor.content, actor.certificate, made.reason, seal_cause(vault, order.number, made.cause),
           order.rows, base::to_micros(order.received_at)});
  OrderPlace place{order.number, 0};
  for (const OrderTarget& target : made.targets) {
    ++place.position;
    insert_target(set, place, target);
  }
}

void settle_order_row(store::WriteSet& set, const OrderPlace& place) {
  set.add(kSettleDone, {place.order, place.position});
}

void settle_order_row(store::WriteSet& set, const OrderPlace& place, const base::Error& error) {
  set.add(kSettleRefused, {place.order, place.position, error.code, error.detail, error.article});
}

void finish_order(store::WriteSet& set, const std::string& number, base::Time at) {
  set.add(kFinishOrder, {number, base::to_micros(at)});
}

Result<std::vector<OpenOrder>> find_open_orders(store::Database& database, const privacy::Vault& vault) {
  YX_TRY(const auto rows, database.query(kFindOpenOrders, {}));
  std::vector<OpenOrder> open;
  for (const store::Row& row : rows) {
    YX_TRY(OpenOrder order, to_open_order(vault, row));
    open.push_back(std::move(order));
  }
  return open;
}

Result<std::vector<WaitingTarget>> find_waiting_targets(store::Database& database, const std::string& number,
                                                        std::int64_t after, std::int64_t limit) {
  YX_TRY(const auto rows, database.query(kFindWaitingTargets, {number, after, limit}));
  std::vector<WaitingTarget> waiting;
  for (const store::Row& row : rows)
    waiting.push_back({row.integer(0), row.text(1), row.blob(2), crypto::sm3(row.blob(3))});
  return waiting;
}

Result<RosterOrder> find_roster_order(store::Database& database, const std::string& number) {
  YX_TRY(const auto rows, database.query(kFindOrder, {number}));
  if (rows.empty()) return make_error(ErrorKind::NotFound, "registration.roster.order_unknown");
  return to_order(rows.front());
}

Result<std::vector<RosterOrder>> list_orders(store::Database& database, const std::string& roster,
                                             std::int64_t limit) {
  YX_TRY(const auto rows, database.query(kListOrders, {roster, limit}));
  std::vector<RosterOrder> orders;
  for (const store::Row& row : rows) orders.push_back(to_order(row));
  return orders;
}

Result<std::vector<RosterOrderRow>> list_order_rows(store::Database& database, const std::string& number,
                                                    std::int64_t after, std::int64_t limit) {
  YX_TRY(const auto rows, database.query(kListOrderRows, {number, after, limit}));
  std::vector<RosterOrderRow> found;
  for (const store::Row& row : rows) {
    const auto text = [&](std::size_t column) {
      return row.is_null(column) ? std::string() : row.text(column);
    };
    RosterOrderRow one{row.integer(0), text(1), row.integer(2) != 0, {}};
    if (!row.is_null(3)) one.error = make_error(ErrorKind::Refused, text(3), text(4), text(5));
    found.push_back(std::move(one));
  }
  return found;
}

}  // namespace yinxin::registration
