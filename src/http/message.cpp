// Header lookup and the small constructors of answers.
#include "http/message.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace yinxin::http {
namespace {

constexpr std::array<std::pair<Method, std::string_view>, 6> kMethods = {{
    {Method::Get, "GET"},
    {Method::Head, "HEAD"},
    {Method::Post, "POST"},
    {Method::Put, "PUT"},
    {Method::Patch, "PATCH"},
    {Method::Delete, "DELETE"},
}};

constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

std::string_view to_string(Method method) {
  for (const auto& entry : kMethods) {
    if (entry.first == method) return entry.second;
  }
  throw std::logic_error("no such method");
}

std::optional<Method> parse_method(std::string_view text) {
  for (const auto& entry : kMethods) {
    if (entry.second == text) return entry.first;
  }
  return std::nullopt;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

void Headers::add(std::string_view name, std::string_view value) {
  fields_.push_back(Field{std::string(name), std::string(value)});
}

void Headers::set(std::string_view name, std::string_view value) {
  const auto same = [&](const Field& field) { return equal_ignoring_case(field.name, name); };
  fields_.erase(std::remove_if(fields_.begin(), fields_.end(), same), fields_.end());
  add(name, value);
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
  for (const Field& field : fields_) {
    if (equal_ignoring_case(field.name, name)) return field.value;
  }
  return std::nullopt;
}

std::size_t Headers::count(std::string_view name) const {
  const auto same = [&](const Field& field) { return equal_ignoring_case(field.name, name); };
  return static_cast<std::size_t>(std::count_if(fields_.begin(), fields_.end(), same));
}

std::optional<std::string> Headers::combined(std::string_view name) const {
  std::optional<std::string> joined;
  for (const Field& field : fields_) {
    if (!equal_ignoring_case(field.name, name)) continue;
    if (joined) {
      *joined += ", " + field.value;
    } else {
      joined = field.value;
    }
  }
  return joined;
}

const std::string& Request::path_parameter(std::string_view name) const {
  for (const auto& parameter : path_parameters) {
    if (parameter.first == name) return parameter.second;
  }
  throw std::logic_error("the route's template has no such parameter");
}

std::optional<std::string_view> Request::query_parameter(std::string_view name) const {
  for (const auto& parameter : target.query_parameters) {
    if (parameter.first == name) return parameter.second;
  }
  return std::nullopt;
}

Response with_body(int status, std::string_view content_type, base::Bytes body) {
  Response response;
  response.status = status;
  response.headers.add("Content-Type", content_type);
  response.body = std::make_shared<const base::Bytes>(std::move(body));
  return response;
}

Response json(int status, std::string_view text) {
  return with_body(status, "application/json", base::to_bytes(text));
}

Response text(int status, std::string_view text) {
  return with_body(status, "text/plain; charset=utf-8", base::to_bytes(text));
}

Response der(std::string_view content_type, base::Bytes octets) {
  return with_body(200, content_type, std::move(octets));
}

Response no_content() {
  Response response;
  response.status = 204;
  return response;
}

}  // namespace yinxin::http
