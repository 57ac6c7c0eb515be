// Operations on the licence and the published rules (articles 4, 12, 13, 16), and the forms in which they are
// shown.
#pragma once

#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

// for everybody
http::Route licence_page(const Services& services);
http::Route rules_list(const Services& services);
http::Route rules_current(const Services& services);
http::Route rules_document(const Services& services);
http::Route rules_profile(const Services& services);

// signed by officers
http::Route licence_import(const Services& services);
http::Route rules_propose(const Services& services);
http::Route rules_approve(const Services& services);
http::Route rules_publish(const Services& services);
http::Route rules_file(const Services& services);

/// The licence's content (article 12) and status, as members of an object.
void write_licence(http::JsonWriter& json, const policy::Licence& licence);
std::string licence_json(const policy::Licence& licence);
/// One version, without its texts.
void write_rules(http::JsonWriter& json, const policy::RulesVersion& version);
std::string rules_json(const policy::RulesVersion& version);

/// What {kind} of the path says. Errors: NotFound `policy.rules.none`.
base::Result<policy::RulesKind> rules_kind_of(const http::Request& request);
inline constexpr std::string_view kMarkdown = "text/markdown; charset=utf-8";  // RFC 7763
inline constexpr std::string_view kToml = "application/toml";                  // IANA; UTF-8 by definition
inline constexpr std::string_view kForEver = "public, max-age=31536000, immutable";  // RFC 8246
/// The text itself, with its version and its SM3 in the fields Rules-Version and Content-Digest.
http::Response rules_text(const policy::RulesVersion& version, std::string_view media_type,
                          std::string_view text);
/// A route that gives one text of a published version, octet for octet, for ever (article 16). Errors:
/// NotFound `policy.rules.none`.
http::Route rules_page(const Services& services, std::string name, std::string path,
                       std::string_view media_type, std::string policy::Service::Document::*text);

}  // namespace yinxin::endpoints
