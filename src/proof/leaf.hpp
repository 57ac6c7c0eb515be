// What the ledger says in public about one act: when, what, about which object, and a commitment to the
// record that says the rest (decisions.md 7). A leaf holds no personal data; the record can be destroyed and
// the leaf stays.
#pragma once

#include "base/clock.hpp"
#include "base/secret_bytes.hpp"
#include "proof/act_code.hpp"
#include "proof/merkle.hpp"
#include "proof/record.hpp"

namespace yinxin::proof {

/// Offset and width of each field; integers are big-endian.
///   0   1  version, 01
///   1   8  time of the act, microseconds since 1970-01-01 UTC, not negative
///   9   2  act code
///  11  32  SM3 of the object id, its text as UTF-8 ("certificate/<authority>/<serial>", "application/<id>",
///  …) 43  32  commitment to the record 75  32  SM3 of the certificate's DER, or 32 zero octets when the act
///  concerns none
inline constexpr std::size_t kLeafSize = 107;
inline constexpr std::uint8_t kLeafVersion = 1;
using LeafBytes = std::array<std::uint8_t, kLeafSize>;

struct Leaf {
  base::Time time;
  ActCode act = ActCode::ApplicationSubmitted;
  Hash object{};
  Hash commitment{};
  Hash certificate{};  ///< zeros: none

  LeafBytes to_bytes() const;
  /// Errors: Malformed `proof.leaf` (length, version, a time before 1970 or beyond 2^63), Malformed
  /// `proof.act_code`.
  static base::Result<Leaf> parse(base::ByteView octets);
  friend bool operator==(const Leaf&, const Leaf&) = default;
};

/// How an object id stands in a leaf: SM3 of its text.
Hash object_hash(std::string_view object);

/// One random opening for each record; whoever holds it and the record can show what the leaf committed to.
inline constexpr std::size_t kOpeningSize = 32;
/// Stands before the record under the MAC, so that a commitment can never be read as another HMAC of ours.
inline constexpr std::string_view kCommitmentDomain = "yinxin act record v1\n";

/// HMAC-SM3(opening, kCommitmentDomain || canonical record). An opening of another length is a broken
/// invariant.
Hash commit(const base::SecretBytes& opening, const Record& record);
/// The same with an opening that has been disclosed: what checkers use.
Hash commit(base::ByteView opening, base::ByteView canonical_record);

}  // namespace yinxin::proof
