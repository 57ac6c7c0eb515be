// Filings by letter over HTTP (src/filings). A provider files; both sides see what was sent, received and
// returned.
#pragma once

#include "endpoints/services.hpp"

namespace yinxin::endpoints {

http::Route filing_open(const Services& services);
http::Route filing_add(const Services& services);
http::Route filing_matter_settle(const Services& services);
http::Route filing_list(const Services& services);
http::Route filing_show(const Services& services);
http::Route filing_file(const Services& services);
http::Route filing_file_look(const Services& services);

// The same at a regulator, for who works in the region.
http::Route filing_list(const Supervision& supervision);
http::Route filing_show(const Supervision& supervision);
http::Route filing_file(const Supervision& supervision);
http::Route filing_file_look(const Supervision& supervision);

}  // namespace yinxin::endpoints
