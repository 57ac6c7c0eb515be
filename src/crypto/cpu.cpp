#include "crypto/cpu.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace yinxin::crypto {
namespace {

#if defined(__x86_64__)

/// Which states the operating system saves (Intel SDM 1, 13.3).
std::uint64_t saved_states() {
  std::uint32_t low = 0;
  std::uint32_t high = 0;
  asm("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return std::uint64_t{high} << 32 | low;
}

/// Intel SDM 2A, CPUID: leaf 1 (bit 27 of ecx: OSXSAVE) and leaf 7.
Cpu ask_processor() {
  constexpr std::uint32_t kOsXsave = 1U << 27;
  constexpr std::uint64_t kVectors = 0x06;     // XMM, YMM
  constexpr std::uint64_t kVectors512 = 0xE6;  // and opmask, upper halves, ZMM16-31
  const auto bit = [](std::uint32_t word, int at) { return (word >> at & 1) != 0; };
  std::uint32_t eax = 0, ebx = 0, ecx = 0, edx = 0;
  Cpu cpu;
  if (__get_cpuid(1, &eax, &ebx, &ecx, &edx) == 0) return cpu;
  const std::uint64_t saved = (ecx & kOsXsave) != 0 ? saved_states() : 0;
  if (__get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx) == 0) return cpu;
  cpu.bmi2 = bit(ebx, 8);
  cpu.avx2 = bit(ebx, 5) && (saved & kVectors) == kVectors;
  cpu.avx512 = cpu.avx2 && (saved & kVectors512) == kVectors512 && bit(ebx, 16) && bit(ebx, 17) &&
               bit(ebx, 30) && bit(ebx, 31);
  cpu.ifma = cpu.avx512 && bit(ebx, 21);
  return cpu;
}

#else

Cpu ask_processor() {
  return {};
}

#endif

Cpu limited(Cpu cpu) {
  const char* const variable = std::getenv("YINXIN_CPU");
  const std::string_view limit = variable != nullptr ? variable : "";
  if (limit == "plain") return {};
  if (limit == "portable") cpu.avx512 = cpu.ifma = false;
  return cpu;
}

}  // namespace

const Cpu& cpu() {
  static const Cpu kCpu = limited(ask_processor());
  return kCpu;
}

}  // namespace yinxin::crypto
