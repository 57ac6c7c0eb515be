// Where an authority publishes: filled into the address templates of a profile.
#pragma once

#include "x509/profile/profile.hpp"

namespace yinxin::x509 {

/// Sites as "http://host[:port][/path]" without a slash at the end.
struct AuthorityUrls {
  std::string crl_site;
  std::string ocsp_site;
  std::string repository_site;
  std::string authority;  // key id of the issuer, "issuing-1"
  std::string partition;  // of the revocation list this certificate will be looked up in (decisions.md 9)
};

/// Whether it is an http or https address with a host, and without spaces or any octet that RFC 3986 keeps
/// out.
bool is_web_address(std::string_view text);

/// Errors: Malformed `x509.profile.url` (a placeholder that is unknown or has no value, a result that is no
/// web address).
base::Result<std::string> fill_url(std::string_view url_template, const AuthorityUrls& urls);

}  // namespace yinxin::x509
