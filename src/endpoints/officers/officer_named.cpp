// What an administrator names of the certificate they authorise. Their signature covers it, so that nothing
// takes the place of what they looked at, neither here nor on the way to the signer, which reads it again.
#include "endpoints/officers/operations.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::size_t kHexDigest = 64;
constexpr std::size_t kMaxTitle = 256;  // octets; all roles there are have fewer

}  // namespace

std::string officer_title(const officers::Officer& officer) {
  std::string title;
  for (const officers::Role role : officer.roles) {
    if (!title.empty()) title += ' ';
    title += officers::role_name(role);
  }
  return title;
}

Result<Named> read_named(const http::JsonReader& body) {
  Named named;
  named.key_sm3 = body.text("key_sm3", kHexDigest);
  named.title = body.text("title", kMaxTitle);
  named.region = body.optional_text("region", kMaxRegion).value_or("");
  named.body = body.optional_text("body", kMaxBodyNumber).value_or("");
  YX_CHECK(body.finish());
  return named;
}

Result<void> check_named(const Named& named, base::ByteView key, const officers::Officer& officer) {
  const auto other = [](const char* what) {
    return make_error(ErrorKind::Conflict, "officers.authorisation.other", what);
  };
  if (named.key_sm3 != base::to_hex(crypto::sm3(key))) return other("key_sm3");
  if (named.title != officer_title(officer)) return other("title");
  if (named.region != officer.region) return other("region");
  if (named.body != officer.body) return other("body");
  return {};
}

}  // namespace yinxin::endpoints
