// yinxin holder: what a holder does with their own key, away from the provider.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace yinxin::command_line {

struct HolderKeyOptions {
  std::string out;
};
/// A new SM2 key, unencrypted PKCS#8, readable by its owner only. For demonstrations: production keys are
/// made in tokens.
base::Result<void> holder_key(const HolderKeyOptions& options, std::ostream& out);

struct HolderRequestOptions {
  std::string key;
  std::vector<std::string> subject;  ///< "CN=…", "C=CN", …
  std::string out;
};
/// A PKCS#10 request (GM/T 0092), PEM.
base::Result<void> holder_request(const HolderRequestOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
