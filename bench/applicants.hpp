// Applications brought to 待签发 by the whole way of article 21: submission, material, identity check,
// review, notification, acceptance, agreement; each step a signed request of who has to make it.
#pragma once

#include "house.hpp"

namespace yinxin::bench {

/// An application that waits for the issuing officer.
struct Waiting {
  std::string number;
  std::string key_sm3;  ///< what the officer's act names the key by, for the signer to check
};
std::vector<Waiting> prepare_applications(const House& house, std::size_t count);

/// The issuing officer's request: target and body.
std::string issue_target(const Waiting& application);
std::string issue_json(const Waiting& application);

/// That many certificates, issued and in force; their serials.
std::vector<x509::Serial> issue_certificates(const House& house, std::size_t count);

}  // namespace yinxin::bench
