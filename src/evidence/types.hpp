// Evidence packages as others see them.
#pragma once

#include <string>

#include "base/clock.hpp"
#include "crypto/sm3.hpp"
#include "x509/certificate.hpp"

namespace yinxin::evidence {

struct PackageOrder {
  x509::Serial serial;
  std::string requester;  // who asked for it, as shown in the package
  std::string scope;
  std::string claim = {};  // number of the claim's case that it is built for; empty: none
};

/// A package that was built, and is kept as long as the records that it was made of.
struct KeptPackage {
  crypto::Sm3Digest sm3{};  // of the archive
  std::string serial;       // of the certificate, hexadecimal
  std::string application;  // number, or empty
  std::string claim;        // number of the claim's case, or empty
  base::Time built_at;
  std::int64_t size = 0;
};

}  // namespace yinxin::evidence
