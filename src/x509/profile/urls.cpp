#include "x509/profile/urls.hpp"

namespace yinxin::x509 {
namespace {

base::Error bad_url(std::string_view fault, std::string_view what) {
  return base::make_error(base::ErrorKind::Malformed, "x509.profile.url",
                          std::string(fault) + ": " + std::string(what));
}

const std::string* placeholder(std::string_view name, const AuthorityUrls& urls) {
  if (name == "crl_site") return &urls.crl_site;
  if (name == "ocsp_site") return &urls.ocsp_site;
  if (name == "repository_site") return &urls.repository_site;
  if (name == "authority") return &urls.authority;
  if (name == "partition") return &urls.partition;
  return nullptr;
}

}  // namespace

bool is_web_address(std::string_view text) {
  std::size_t host = 0;
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (text.substr(0, scheme.size()) == scheme) host = scheme.size();
  }
  if (host == 0 || host == text.size()) return false;
  const char first = text[host];
  if (first == '/' || first == ':' || first == '?' || first == '#') return false;
  for (const char c : text) {
    if (c <= 0x20 || c >= 0x7F || std::string_view("\"<>\\^`{|}").find(c) != std::string_view::npos)
      return false;
  }
  return true;
}

base::Result<std::string> fill_url(std::string_view url_template, const AuthorityUrls& urls) {
  std::string filled;
  for (std::size_t at = 0; at < url_template.size();) {
    const std::size_t open = url_template.find('{', at);
    filled += url_template.substr(at, open - at);
    if (open == std::string_view::npos) break;
    const std::size_t close = url_template.find('}', open);
    if (close == std::string_view::npos) return bad_url("an unclosed placeholder", url_template);
    const std::string_view name = url_template.substr(open + 1, close - open - 1);
    const std::string* value = placeholder(name, urls);
    if (value == nullptr) return bad_url("an unknown placeholder", name);
    if (value->empty()) return bad_url("no value", name);
    filled += *value;
    at = close + 1;
  }
  if (!is_web_address(filled)) return bad_url("not an http or https address", filled);
  return filled;
}

}  // namespace yinxin::x509
