// Operations on documents of cases, at both kinds of office.
#pragma once

#include "endpoints/services.hpp"

namespace yinxin::endpoints {

http::Route document_list(const Office& office);
http::Route document_issue(const Office& office);
http::Route document_read(const Office& office);
http::Route document_seal(const Office& office);
http::Route document_verify(const Office& office);

/// Errors: Unavailable `papers.off` (the office gives no documents).
base::Result<const papers::Service*> papers_of(const Office& office);

}  // namespace yinxin::endpoints
