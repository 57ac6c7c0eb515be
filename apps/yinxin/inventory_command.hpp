// yinxin inventory: the registers (台账) of a provider, and what was measured of its services (articles 2,
// 18, 22, 26, 27, 31, 32, 36).
#pragma once

#include <ostream>

#include "signed_remote.hpp"

namespace yinxin::command_line {

struct InventoryListOptions {
  SignedAs as;
};
/// Which registers there are.
base::Result<void> inventory_list(const InventoryListOptions& options, std::ostream& out);

struct InventoryShowOptions {
  SignedAs as;
  std::string inventory;
  bool all = false;  ///< entries that have ended as well
  bool csv = false;
};
/// Every entry that the officer may see. As CSV: a line for each entry, of one with items a line for each
/// item.
base::Result<void> inventory_show(const InventoryShowOptions& options, std::ostream& out);

struct InventoryPublishedOptions {
  std::string server;
  std::string inventory;
  bool csv = false;
};
/// What anybody may read of it.
base::Result<void> inventory_published(const InventoryPublishedOptions& options, std::ostream& out);

struct MeasuresOptions {
  SignedAs as;
  std::string month;  ///< 2026-11; empty: the present one
};
base::Result<void> inventory_measures(const MeasuresOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
