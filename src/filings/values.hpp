// Entered values in DER, one form for one content (FORMAT.md). Private to this folder.
#pragma once

#include "asn1/der_writer.hpp"
#include "procedure/procedure.hpp"

namespace yinxin::filings {

// More than any procedure asks for; ours.
inline constexpr std::size_t kMaxInputs = 200;
inline constexpr std::size_t kMaxListed = 1000;  // texts, rows
inline constexpr std::size_t kMaxWord = 128;     // of a name that the rules give

void write_values(asn1::DerWriter& out, const procedure::Values& values);
/// Errors: Malformed `filings.content`, `asn1.der`.
base::Result<procedure::Values> read_values(asn1::DerReader& in);

/// A UTF8String that a text column of either database can hold. Errors: as read_values.
base::Result<std::string> read_text(asn1::DerReader& in, std::size_t max_bytes);
/// 1 to kMaxWord of a-z, A-Z, 0-9, '_', '.', '-'; or empty, where it may be. Errors: as read_values.
base::Result<std::string> read_word(asn1::DerReader& in, bool may_be_empty = false);
base::Error bad_content(const char* what);

}  // namespace yinxin::filings
