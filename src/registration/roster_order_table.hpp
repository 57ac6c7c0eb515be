// The SQL of the tables roster_order and roster_order_row (schema/0031_rosters.sql). Private to this folder.
#pragma once

#include "privacy/vault.hpp"
#include "registration/rosters.hpp"
#include "store/write_set.hpp"

namespace yinxin::registration {

struct OrderPlace {
  std::string order;
  std::int64_t position = 0;
};

/// What one row of an order is about; or why it cannot be.
struct OrderTarget {
  std::string application;
  base::Bytes place;  // signer::encode_act_place, of an issue
  std::optional<base::Error> error;
};
struct NewOrder {
  RosterOrder order;
  std::string reason;
  std::string cause;
  std::vector<OrderTarget> targets;
};
void insert_order(store::WriteSet& set, const privacy::Vault& vault, const NewOrder& order,
                  const officers::Actor& actor);
/// The row's outcome. One that has it already: Conflict `store.expected_rows`.
void settle_order_row(store::WriteSet& set, const OrderPlace& place);
void settle_order_row(store::WriteSet& set, const OrderPlace& place, const base::Error& error);
void finish_order(store::WriteSet& set, const std::string& number, base::Time at);

/// An order that is not finished, with what its officer signed.
struct OpenOrder {
  std::string number;
  std::string event;
  officers::Actor actor;
  std::string reason;
  std::string cause;
};
/// Oldest first. Errors: Refused `privacy.sealed`, those of the store.
base::Result<std::vector<OpenOrder>> find_open_orders(store::Database& database, const privacy::Vault& vault);

struct WaitingTarget {
  std::int64_t position = 0;
  std::string application;
  base::Bytes place;
  crypto::Sm3Digest key{};  // SM3 of the point of the application's key
};
base::Result<std::vector<WaitingTarget>> find_waiting_targets(store::Database& database,
                                                              const std::string& number, std::int64_t after,
                                                              std::int64_t limit);

base::Result<RosterOrder> find_roster_order(store::Database& database, const std::string& number);
base::Result<std::vector<RosterOrder>> list_orders(store::Database& database, const std::string& roster,
                                                   std::int64_t limit);
base::Result<std::vector<RosterOrderRow>> list_order_rows(store::Database& database,
                                                          const std::string& number, std::int64_t after,
                                                          std::int64_t limit);

}  // namespace yinxin::registration
