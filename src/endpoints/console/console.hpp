// The console beside the API: its files, and what they ask before anything else.
#pragma once

#include "http/static_files.hpp"

namespace yinxin::endpoints {

/// What the pages have to know before they are shown.
struct ConsoleFacts {
  bool demonstration = false;
  std::string_view office = "provider";  // or "regulator": whose pages these are
  std::string name = {};                 // of a regulator's own authority; a provider's stands in its licence
  std::int64_t device_port = 0;          // of the device bridge on counters (console/DEVICES.md); 0: none
};

/// The files of a built console (console/dist), its pages under /public and /<office>, and GET /console.json:
/// {"demonstration": …, "office": …, "name": …, "device_port": …}. Not in the API's contract: a server
/// without a console has none of it.
void add_console(http::Router& router, http::StaticFiles files, const ConsoleFacts& facts);

}  // namespace yinxin::endpoints
