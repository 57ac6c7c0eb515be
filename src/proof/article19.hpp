// The eight contents that article 19 asks of a certificate, looked for by code that shares nothing with
// issuing.
#pragma once

#include "proof/report.hpp"
#include "x509/certificate.hpp"

namespace yinxin::proof {

/// One finding for each of the eight contents. `issuer` may be null: content 7 then fails.
void check_article19(const x509::Certificate& certificate, const x509::Certificate* issuer,
                     std::string_view where, Report& report);

}  // namespace yinxin::proof
