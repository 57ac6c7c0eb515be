// Durable issuing over HTTP on SQLite (WAL, synchronous=FULL): applications wait at 待签发, an officer's
// signed request each, 64 at a time. Bar: 1/0.6 of what OpenSSL's SM2 calls of the same way cost.
#include "issuing.hpp"

int main(int count, char** values) {
  return yinxin::bench::run(count, values, [](const yinxin::bench::Arguments& arguments) {
    yinxin::bench::measure_issuing(arguments, "issue", "", 1 / 0.6);
  });
}
