// What worlds of tests read from the tree, once for all tests of a process: it is done before each of them.
#pragma once

#include "http/problem.hpp"
#include "procedure/procedure.hpp"
#include "registration/papers.hpp"
#include "x509/profile/profile.hpp"

namespace yinxin::house_support {

inline const http::ErrorTexts& error_texts() {
  static const auto kRead = http::ErrorTexts::load(std::string(YX_SOURCE_DIR) + "/api/errors.toml").value();
  return kRead;
}
inline const registration::Papers& certificate_papers() {
  static const auto kRead =
      registration::Papers::load(std::string(YX_SOURCE_DIR) + "/rules/documents").value();
  return kRead;
}
inline const procedure::Procedure& certificate_law() {
  static const auto kRead =
      procedure::load(std::string(YX_SOURCE_DIR) + "/rules/procedures/certificate.toml").value();
  return kRead;
}
inline const x509::Profiles& all_profiles() {
  static const auto kRead = x509::load_profiles(std::string(YX_SOURCE_DIR) + "/rules/profiles").value();
  return kRead;
}

}  // namespace yinxin::house_support
