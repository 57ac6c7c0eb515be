// Operations on officers' accounts (requirements 8.3), and the form in which all of them show an account.
#pragma once

#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

http::Route officer_create(const Office& services);
http::Route officer_authorise(const Office& services);
http::Route officer_suspend(const Office& services);
http::Route officer_resume(const Office& services);
http::Route officer_close(const Office& services);
http::Route officer_renew(const Office& services);
http::Route officer_authorise_renewal(const Office& services);
http::Route officer_list(const Office& services);
http::Route officer_show(const Office& services);

/// Whether this actor is one of the three administrators (三员).
bool is_administrator(const officers::Actor& actor);

/// The order of an officer's certificate, for the key of `own_request` (the account's, or its renewal's). It
/// names the account, not the person: it is shown to whoever checks an act, the name (L2) is not.
base::Result<authority::Service::ServiceOrder> officer_certificate_order(const authority::Service& authority,
                                                                         const officers::Officer& officer,
                                                                         base::ByteView own_request,
                                                                         const officers::Actor& actor);

inline constexpr std::size_t kMaxRegion = 6;       // digits of GB/T 2260
inline constexpr std::size_t kMaxBodyNumber = 64;  // octets, as in src/officers

/// What an administrator names of the certificate they authorise.
struct Named {
  std::string key_sm3;  // of the point of the key, lower-case hexadecimal
  std::string title;    // as officer_title()
  std::string region;   // the account's; empty where it has none
  std::string body;     // likewise
};
/// The names of the account's roles, joined by spaces.
std::string officer_title(const officers::Officer& officer);
/// The whole body: `key_sm3`, `title`, and `region` and `body` where the account has one.
base::Result<Named> read_named(const http::JsonReader& body);
/// Conflict `officers.authorisation.other` unless it is this key and this officer's roles, region and body.
base::Result<void> check_named(const Named& named, base::ByteView key, const officers::Officer& officer);

/// The authority's own record of the account's certificate; nothing while pending.
base::Result<std::optional<authority::CertificateRecord>> officer_certificate(
    const authority::Service& authority, const officers::Officer& officer);

/// A body of one member, `reason`: the account and its certificate change in one commit.
void change_standing(const Office& services, const Call& call, const http::JsonReader& body,
                     officers::OfficerChange what);

/// The PKCS#10 that a body brings as `request` (base64) or `request_pem`, as DER. Asks for no more of the
/// body: finish() is called here.
base::Result<base::Bytes> read_own_request(const http::JsonReader& body);

/// The account as administrators and the officer see it: with the name (L2).
std::string officer_json(const officers::Officer& officer);
void write_officer(http::JsonWriter& json, const officers::Officer& officer);

}  // namespace yinxin::endpoints
