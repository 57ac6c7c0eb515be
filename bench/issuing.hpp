// Durable issuing over HTTP, on either database: what issue_bench and issue_postgres_bench share.
#pragma once

#include "report.hpp"

namespace yinxin::bench {

/// Arguments: --count N certificates. The bar is on CPU time over that of OpenSSL's SM2 calls of the same
/// way.
void measure_issuing(const Arguments& arguments, const std::string& name, const std::string& database,
                     double bar);

}  // namespace yinxin::bench
