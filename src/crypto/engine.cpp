#include "crypto/engine.hpp"

#include <atomic>

#include "crypto/sm2_engine.hpp"
#include "crypto/sm3_lanes.hpp"

namespace yinxin::crypto {
namespace {

using base::ErrorKind;
using base::make_error;

struct Choice {
  std::atomic<Engine> engine = Engine::Own;
  std::atomic<bool> fixed = false;
};

Choice& choice() {
  static Choice the_choice;
  return the_choice;
}

}  // namespace

base::Result<Engine> parse_engine(std::string_view name) {
  if (name == "own") return Engine::Own;
  if (name == "openssl") return Engine::OpenSsl;
  return make_error(ErrorKind::Malformed, "crypto.engine", std::string(name));
}

base::Result<void> use_engine(Engine engine) {
  if (choice().fixed && choice().engine != engine) {
    return make_error(ErrorKind::Internal, "crypto.engine_in_use", "something has been computed already");
  }
  choice().engine = engine;
  return {};
}

Engine fix_engine() {
  choice().fixed = true;
  return choice().engine;
}

std::string engine_text() {
  if (fix_engine() == Engine::OpenSsl) return "openssl";
  return std::string(sm2_engine().name()) + ", " + std::to_string(sm3_lanes()) + " SM3 streams";
}

}  // namespace yinxin::crypto
