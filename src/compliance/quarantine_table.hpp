// Rows of the table quarantine (schema/0018_compliance.sql). Private to this folder.
#pragma once

#include <string>
#include <vector>

#include "base/clock.hpp"
#include "store/connection.hpp"
#include "store/write_set.hpp"

namespace yinxin::compliance {

void seal_object(store::WriteSet& set, const std::string& number, const std::string& object,
                 const std::vector<std::string>& handlers, base::Time at);
/// `standing` is 'released' or 'removed', as the states of the case.
void move_quarantine(store::WriteSet& set, const std::string& number, const std::string& standing);

/// One case that keeps an object from people.
struct Seal {
  std::string object;
  bool removed = false;
  std::vector<std::string> handlers;
};
/// Of one object, or of all where it is empty.
base::Result<std::vector<Seal>> find_seals(store::Database& database, const std::string& object);

}  // namespace yinxin::compliance
