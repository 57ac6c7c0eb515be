// Durable issuing over HTTP on PostgreSQL, whose own processes do not count. Bar: 1/0.5 of what OpenSSL's SM2
// calls of the same way cost. Runs under tests/with_postgres.
#include <cstdlib>

#include "issuing.hpp"

int main(int count, char** values) {
  return yinxin::bench::run(count, values, [](const yinxin::bench::Arguments& arguments) {
    const char* postgres = std::getenv("YINXIN_TEST_POSTGRES");
    if (postgres == nullptr) throw std::runtime_error("run it by bench/run: no YINXIN_TEST_POSTGRES");
    yinxin::bench::measure_issuing(arguments, "issue_pg", std::string("postgres:") + postgres, 1 / 0.5);
  });
}
