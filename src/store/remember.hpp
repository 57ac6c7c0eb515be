// What a caller wants written in the same commit as the outcome it is about to be told.
#pragma once

#include <functional>

#include "store/write_set.hpp"

namespace yinxin::store {

/// Called once, just before the commit, with the outcome as it will be reported; adds rows of the caller's
/// own (the stored answer of an idempotent request). May be empty. Must not block.
template <class T>
using Remember = std::function<void(WriteSet&, const T&)>;

}  // namespace yinxin::store
