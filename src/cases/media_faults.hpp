// One look at each kind of file: what keeps the octets from being one, in English for the error's detail;
// empty when they are one. Private to this folder.
#pragma once

#include <string>

#include "base/bytes.hpp"

namespace yinxin::cases {

// Limits of what is looked at; ours. Far above papers of a case, far below what hurts whoever opens them.
inline constexpr std::uint64_t kMaxPixels = 400'000'000;                    // A0 at 400 dots an inch has 246
inline constexpr std::size_t kMaxZipEntries = 4096;                         // an OFD page is some five
inline constexpr std::uint64_t kMaxUnpackedBytes = std::uint64_t{1} << 30;  // of all entries, as they state
inline constexpr std::size_t kMaxXmlDepth = 256;

std::string pdf_fault(base::ByteView content);
std::string png_fault(base::ByteView content);
std::string jpeg_fault(base::ByteView content);
/// `needed`: a name that must be among the entries; empty: none must.
std::string zip_fault(base::ByteView content, std::string_view needed);
std::string text_fault(base::ByteView content);
std::string csv_fault(base::ByteView content);
std::string xml_fault(base::ByteView content);

}  // namespace yinxin::cases
