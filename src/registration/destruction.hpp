// The list of a destruction (《销毁清册》, article 24): what goes, why it may, who agreed. Private to this
// folder.
#pragma once

#include "ledger/destruction.hpp"
#include "registration/state.hpp"

namespace yinxin::registration {

/// Rows of ours that go: how many, and SM3 over their sealed octets as they are stored. Sealed, because the
/// digest of somebody's data in clear could be tried against guesses for ever.
struct Gone {
  std::string_view what;  // "form", "identities", "step_inputs", "materials"
  std::int64_t count = 0;
  crypto::Sm3Digest digest{};
};

struct Destruction {
  std::optional<authority::CertificateRecord> certificate;
  Retention retention;
  std::vector<Gone> gone;
  std::vector<ledger::OpenRecords> records;  // of each object, the application first
};

/// JSON, compact, without personal data. `gates` are those that opened the way.
std::string list_text(const Attempt& attempt, const Destruction& destruction,
                      const std::vector<procedure::GateState>& gates);

}  // namespace yinxin::registration
