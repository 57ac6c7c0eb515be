// What the status service says.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "x509/ocsp.hpp"

namespace yinxin::status {

/// Answers are octets ready for the wire, shared so that a cached one costs no copy.
struct OcspAnswer {
  std::shared_ptr<const base::Bytes> octets;
  base::Time produced_at{};
  base::Time next_update{};  // equal to produced_at: must not be cached on the way (errors, nonces)
};

/// 有效, 已冻结, 已撤销, 已过期, 尚未生效: what a relying party may build on at `as_of`.
enum class Standing { Valid, Suspended, Revoked, Expired, NotYetValid };
std::string_view standing_name(Standing standing);  // "valid", "suspended", …

struct CertificateStatus {
  std::string authority;
  x509::Serial serial;
  Standing standing = Standing::Valid;
  std::optional<base::Time> revoked_at;
  std::optional<x509::RevocationReason> reason;
  base::Time as_of;
};

/// A published list, as it says itself.
struct ListNote {
  std::string authority;
  std::int64_t partition = 0;
  std::int64_t number = 0;
  std::optional<std::int64_t> base_number;  // set: a delta against this full list
  base::Time this_update;
  base::Time next_update;
  std::int64_t entries = 0;
  std::int64_t size = 0;  // octets
};

struct Counts {
  std::uint64_t ocsp_cache_hits = 0;
  std::uint64_t table_size = 0;
  std::uint64_t crls_published = 0;
};

}  // namespace yinxin::status
