// The JSON of one application: the body of POST /applications, and a row of an NDJSON batch.
#pragma once

#include "http/json_reader.hpp"
#include "registration/types.hpp"

namespace yinxin::endpoints {

inline constexpr std::size_t kMaxFormBody =
    256 * 1024;  // x509::kMaxRequestBytes in base64, and the rest of the form

/// Errors: those of JsonReader::finish and of CertificateRequest.
base::Result<registration::Form> read_form(const http::JsonReader& body);

}  // namespace yinxin::endpoints
