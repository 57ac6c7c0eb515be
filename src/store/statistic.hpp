// One count of a span of time on a folder's own tables, with its text: what a report prints beside the
// figure.
#pragma once

#include <string>

namespace yinxin::store {

/// `sql` is one SELECT that names $1 and $2, the span [$1, $2) in microseconds UTC. Its rows: a part (TEXT,
/// empty where the figure has none) and a number (BIGINT, not negative; NULL: nothing there to measure). The
/// same rows give the same text on both engines.
struct Statistic {
  std::string id;
  std::string sql;
};

}  // namespace yinxin::store
