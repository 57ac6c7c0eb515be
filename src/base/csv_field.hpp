// What leaves here as CSV is opened in a spreadsheet, which carries out what begins like a formula
// (CWE-1236).
#pragma once

#include <string>
#include <string_view>

namespace yinxin::base {

/// A field of a CSV line (RFC 4180), always in quotes; what a spreadsheet would take for a formula, also in
/// full width, has an apostrophe before it.
std::string csv_field(std::string_view text);

}  // namespace yinxin::base
