// Plain appending; what is not allowed in a field never gets this far (is_sendable).
#include "http/response_head.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

namespace yinxin::http {
namespace {

std::string_view reason(int status) {
  // RFC 9110 15 and RFC 6585; a client ignores the phrase, people read it in traces.
  static constexpr std::pair<int, std::string_view> kReasons[] = {
      {200, "OK"},
      {201, "Created"},
      {202, "Accepted"},
      {204, "No Content"},
      {301, "Moved Permanently"},
      {302, "Found"},
      {303, "See Other"},
      {304, "Not Modified"},
      {400, "Bad Request"},
      {401, "Unauthorized"},
      {403, "Forbidden"},
      {404, "Not Found"},
      {405, "Method Not Allowed"},
      {408, "Request Timeout"},
      {409, "Conflict"},
      {412, "Precondition Failed"},
      {413, "Content Too Large"},
      {414, "URI Too Long"},
      {417, "Expectation Failed"},
      {422, "Unprocessable Content"},
      {429, "Too Many Requests"},
      {431, "Request Header Fields Too Large"},
      {500, "Internal Server Error"},
      {501, "Not Implemented"},
      {503, "Service Unavailable"},
      {505, "HTTP Version Not Supported"},
  };
  for (const auto& [code, phrase] : kReasons) {
    if (code == status) return phrase;
  }
  return "Unnamed";
}

bool is_token(std::string_view name) {
  constexpr std::string_view kToken =
      "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  return !name.empty() && name.find_first_not_of(kToken) == std::string_view::npos;
}

bool is_field_value(std::string_view value) {
  return std::all_of(value.begin(), value.end(), [](char c) {
    const auto octet = static_cast<unsigned char>(c);
    return octet == '\t' || (octet >= 0x20 && octet != 0x7F);
  });
}

bool is_ours(std::string_view name) {
  constexpr std::array<std::string_view, 5> kOurs = {"Connection", "Content-Length", "Date", "Request-Id",
                                                     "Transfer-Encoding"};
  return std::any_of(kOurs.begin(), kOurs.end(),
                     [&](std::string_view ours) { return equal_ignoring_case(name, ours); });
}

void append_field(std::string& to, std::string_view name, std::string_view value) {
  to.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

bool is_sendable(const Response& response) {
  if (response.status < 200 || response.status > 599) return false;
  return std::all_of(response.headers.begin(), response.headers.end(), [](const Headers::Field& field) {
    return is_token(field.name) && is_field_value(field.value) && !is_ours(field.name);
  });
}

std::string format_http_date(base::Time time) {
  using namespace std::chrono;
  static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const sys_days day = floor<days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(floor<seconds>(time - day));
  std::array<char, 40> text{};
  const int length = std::snprintf(
      text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT", kDays[weekday(day).c_encoding()],
      static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1],
      static_cast<int>(date.year()), static_cast<int>(clock.hours().count()),
      static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
  return std::string(text.data(), static_cast<std::size_t>(length));
}

void append_response_head(std::string& to, const Response& response, std::string_view request_id,
                          std::string_view http_date, ConnectionField connection, std::string_view further) {
  to.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ").append(reason(response.status));
  to.append("\r\n");
  append_field(to, "Date", http_date);
  if (response.status != 204 && response.status != 304) {
    append_field(to, "Content-Length", std::to_string(response.body ? response.body->size() : 0));
  }
  append_field(to, "Request-Id", request_id);
  append_field(to, "X-Content-Type-Options", "nosniff");
  if (!response.headers.find("Cache-Control")) append_field(to, "Cache-Control", "no-store");
  if (connection == ConnectionField::Close) append_field(to, "Connection", "close");
  if (connection == ConnectionField::KeepAlive) append_field(to, "Connection", "keep-alive");
  for (const Headers::Field& field : response.headers) append_field(to, field.name, field.value);
  to.append(further).append("\r\n");
}

}  // namespace yinxin::http
