#include "crypto/sm2_engine.hpp"

#include "crypto/cpu.hpp"
#include "crypto/engine.hpp"
#include "crypto/sm2_engines.hpp"

namespace yinxin::crypto {

void Sm2Engine::verify(std::span<Sm2Check> checks) const {
  for (Sm2Check& check : checks) check.valid = check.verifier->verify(check.digest, *check.signature);
}

const Sm2Engine* find_sm2_engine(Sm2EngineKind kind) {
  switch (kind) {
    case Sm2EngineKind::OpenSsl:
      return &openssl_sm2_engine();
    case Sm2EngineKind::Plain:
      return &plain_sm2_engine();
    case Sm2EngineKind::Bmi2:
      return cpu().bmi2 && cpu().avx2 ? bmi2_sm2_engine() : nullptr;
    case Sm2EngineKind::Ifma:
      return cpu().ifma && cpu().bmi2 ? ifma_sm2_engine() : nullptr;
  }
  return nullptr;
}

const Sm2Engine& sm2_engine() {
  static const Sm2Engine& engine = [&]() -> const Sm2Engine& {
    if (fix_engine() == Engine::OpenSsl) return openssl_sm2_engine();
    for (const Sm2EngineKind kind : {Sm2EngineKind::Ifma, Sm2EngineKind::Bmi2}) {
      if (const Sm2Engine* const found = find_sm2_engine(kind)) return *found;
    }
    return plain_sm2_engine();
  }();
  return engine;
}

}  // namespace yinxin::crypto
