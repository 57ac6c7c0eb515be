// The octet form in which entered values are stored (sealed) and hashed: one form for one content. Private to
// this folder.
//
// For each value, ids ascending: id length (2) || id || length (4) || type || content; rows are, for each
// row, its length (4) and its cells in the same form. Integers big-endian.
#pragma once

#include "base/bytes.hpp"
#include "procedure/engine.hpp"

namespace yinxin::cases {

/// Of one step, all levels together: a thousand rows of ten short texts, times four; ours.
inline constexpr std::size_t kMaxInputBytes = std::size_t{4} << 20;

/// Errors: TooLarge `cases.inputs`.
base::Result<base::Bytes> to_bytes(const procedure::Values& values);
/// Errors: Internal `cases.stored` (octets that to_bytes() did not make).
base::Result<procedure::Values> parse_values(base::ByteView octets);
/// The octets of one value, as an act record hashes it.
base::Bytes to_bytes(const procedure::Value& value);

/// What was entered, by the key that seals it.
struct ByLevel {
  procedure::Values ordinary;   // up to L2
  procedure::Values sensitive;  // L3, or with a field of L3
};
/// `inputs` are what the transition asks for.
ByLevel by_level(const procedure::Transition& transition, const procedure::Values& inputs);

/// Every text within is well-formed UTF-8 without U+0000. Errors: Malformed `procedure.input`.
base::Result<void> check_texts(const procedure::Values& inputs);

}  // namespace yinxin::cases
