// The status line and fields of an answer as octets: written by hand, because this is the hottest code of the
// server.
#pragma once

#include "base/clock.hpp"
#include "http/message.hpp"

namespace yinxin::http {

/// Whether this can be sent: a status of 200 to 599, names that are tokens (RFC 9110 5.6.2), values without
/// control characters (RFC 9110 5.5), and none of the fields that the server itself writes (Connection,
/// Content-Length, Date, Request-Id, Transfer-Encoding). A handler that makes anything else has a fault.
bool is_sendable(const Response& response);

enum class ConnectionField { None, Close, KeepAlive };  // KeepAlive must be said to HTTP/1.0 clients only

/// "Thu, 01 Jan 1970 00:00:00 GMT" (RFC 9110 5.6.7, IMF-fixdate).
std::string format_http_date(base::Time time);

/// Appends the head of `response`, with Date, Content-Length (none with 204 and 304, RFC 9110 8.6),
/// Request-Id, X-Content-Type-Options and, unless the handler set one, Cache-Control: no-store. `further`:
/// more fields, as they stand on the wire.
void append_response_head(std::string& to, const Response& response, std::string_view request_id,
                          std::string_view http_date, ConnectionField connection,
                          std::string_view further = {});

}  // namespace yinxin::http
