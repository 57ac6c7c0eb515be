// The console beside the API: its files, and what they ask before anything else.
#pragma once

#include "http/static_files.hpp"

namespace yinxin::endpoints {

/// The files of a built console (console/dist), its pages under /public and /provider, and GET /console.json:
/// {"demonstration": …}. Not in the API's contract: a server without a console has none of it.
void add_console(http::Router& router, http::StaticFiles files, bool demonstration);

}  // namespace yinxin::endpoints
