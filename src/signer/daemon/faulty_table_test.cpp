// A fault in the engine's memory: the generator's table is changed while the daemon signs (Boneh, DeMillo,
// Lipton 1997; docs/design/sm2-engine.md, faults).
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include "crypto/engine.hpp"
#include "crypto/sm2_engine.hpp"
#include "crypto/sm2_table.hpp"
#include "signer/daemon/test_desk.hpp"

namespace yinxin::signer {
namespace {

/// Changes an octet of every entry of one window for as long as it lives.
class Fault {
 public:
  Fault() {
    spoil();
    spoilt_ = true;
  }
  ~Fault() {
    if (spoilt_) spoil();
  }
  Fault(const Fault&) = delete;
  Fault& operator=(const Fault&) = delete;

 private:
  void spoil() {
    auto& window = const_cast<crypto::sm2_math::FixedTable&>(crypto::sm2_math::kGeneratorTable).entry[3];
    const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
    const auto from = reinterpret_cast<std::uintptr_t>(&window) & ~(page - 1);
    const auto end = reinterpret_cast<std::uintptr_t>(&window) + sizeof window;
    ASSERT_EQ(mprotect(reinterpret_cast<void*>(from), end - from, PROT_READ | PROT_WRITE), 0);
    for (crypto::sm2_math::Affine& entry : window) entry.x.word[2] ^= 0x10;
    ASSERT_EQ(mprotect(reinterpret_cast<void*>(from), end - from, PROT_READ), 0);
  }
  bool spoilt_ = false;
};

TEST(FaultyTable, IsSeenBeforeRelease) {
  TestDesk desk;
  desk.open();
  desk.furnish();
  const auto certificate = [](int serial) {
    return test_tbs(static_cast<std::uint8_t>(serial), test_time()).to_der();
  };
  constexpr int kTries = 20;
  int refused = 0;
  {
    const Fault fault;
    for (int serial = 1; serial <= kTries; ++serial) {
      const auto answer = desk.sign_certificates({certificate(serial)});
      refused += !answer && answer.error().code == "signer.verify";
    }
  }
  // One in 64 meets the same fault in the check.
  EXPECT_GE(refused, kTries / 2);
  EXPECT_TRUE(desk.sign_certificates({certificate(100)}));
}

}  // namespace
}  // namespace yinxin::signer
