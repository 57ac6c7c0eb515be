// Operations on officers' accounts (requirements 8.3), and the form in which all of them show an account.
#pragma once

#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

http::Route officer_create(const Services& services);
http::Route officer_authorise(const Services& services);
http::Route officer_suspend(const Services& services);
http::Route officer_resume(const Services& services);
http::Route officer_list(const Services& services);
http::Route officer_show(const Services& services);

/// Whether this actor is one of the three administrators (三员).
bool is_administrator(const officers::Actor& actor);

/// The account as administrators and the officer see it: with the name (L2).
std::string officer_json(const officers::Officer& officer);
void write_officer(http::JsonWriter& json, const officers::Officer& officer);

}  // namespace yinxin::endpoints
