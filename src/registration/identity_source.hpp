// Where an identity is compared with what the State knows: a small contract, so that a province's source can
// be connected without touching us (src/registration/IDENTITY_SOURCE.md).
#pragma once

#include "base/completion.hpp"
#include "registration/types.hpp"

namespace yinxin::registration {

struct IdentityQuery {
  std::string application;
  IdentityNumber number;
  std::string name;
};

enum class IdentityAnswer : std::uint8_t { Match, Mismatch, Unknown };

struct IdentityReport {
  IdentityAnswer answer = IdentityAnswer::Unknown;
  std::string source;       // its name
  std::string response_id;  // its own number of the answer
};

class IdentitySource {
 public:
  virtual ~IdentitySource() = default;
  /// Errors: Unavailable `registration.identity_source`. `done` may be called on any thread.
  virtual void ask(IdentityQuery query, base::Completion<IdentityReport> done) = 0;
};

}  // namespace yinxin::registration
