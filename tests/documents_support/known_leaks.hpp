// What cairo 1.16 and fontconfig 2.14 of Debian 12 lose with each document drawn (about 2 kB, in their own
// allocations), so that the leak checker goes on watching ours. To be included by one unit of a program.
#pragma once

// NOLINTNEXTLINE(bugprone-reserved-identifier,readability-identifier-naming)
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libcairo.so.2\nleak:libfontconfig.so.1\n";
}
