// What a request and an answer are to the rest of the house: plain values, without a trace of the library
// that reads them from the wire (RFC 9110, RFC 9112). The client (client.hpp) sends and receives the same
// types.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.hpp"
#include "http/target.hpp"

namespace yinxin::http {

/// The methods this house serves; any other is answered 501 before a route is looked for (RFC 9110 9.1).
enum class Method { Get, Head, Post, Put, Patch, Delete };

std::string_view to_string(Method method);
/// Case-sensitive (RFC 9110 9.1). Nothing when it is not one of ours.
std::optional<Method> parse_method(std::string_view text);

/// Header fields in the order they came; names compare without case (RFC 9110 5.1), a name may stand several
/// times.
class Headers {
 public:
  struct Field {
    std::string name;
    std::string value;
  };

  /// Appends. Neither call checks octets: the server refuses to send a field that is not well formed.
  void add(std::string_view name, std::string_view value);
  /// Replaces every field of that name by one.
  void set(std::string_view name, std::string_view value);

  /// The first field of that name.
  std::optional<std::string_view> find(std::string_view name) const;
  std::size_t count(std::string_view name) const;
  /// All fields of that name joined with ", " (RFC 9110 5.2). Nothing when there is none.
  std::optional<std::string> combined(std::string_view name) const;

  std::size_t size() const { return fields_.size(); }
  auto begin() const { return fields_.begin(); }
  auto end() const { return fields_.end(); }

 private:
  std::vector<Field> fields_;
};

/// True when both are equal but for ASCII case.
bool equal_ignoring_case(std::string_view a, std::string_view b);

/// A request that has been read whole and is well formed; nothing in it is authenticated.
struct Request {
  Method method = Method::Get;
  std::string scheme = "http";  ///< as the client sees it; the server's configuration says it, not the wire
  std::string authority;  ///< host[:port] of the target URI: lower case, without the scheme's default port
  Target target;
  Headers headers;
  base::Bytes body;
  std::string
      peer;  ///< the client's address in text, without a port; behind a trusted proxy the one it forwards
  std::string id;  ///< what the Request-Id field of the answer says: 16 hexadecimal digits
  std::vector<std::pair<std::string_view, std::string>> path_parameters;  ///< filled by the router, decoded

  /// The decoded value that stands where the route's template has {name}; asking for a name the template does
  /// not have is a broken invariant (throws std::logic_error).
  const std::string& path_parameter(std::string_view name) const;
  /// The first query parameter of that name, decoded.
  std::optional<std::string_view> query_parameter(std::string_view name) const;
};

/// An answer. The body is shared so that one prepared body serves many answers without a copy.
struct Response {
  int status = 200;
  Headers headers;
  std::shared_ptr<const base::Bytes> body;  ///< may be null: no content

  std::string_view body_text() const { return body ? base::as_text(*body) : std::string_view(); }
};

Response with_body(int status, std::string_view content_type, base::Bytes body);
/// application/json (RFC 8259: UTF-8, no charset parameter).
Response json(int status, std::string_view text);
/// text/plain; charset=utf-8.
Response text(int status, std::string_view text);
/// DER under the media type given, such as application/ocsp-response.
Response der(std::string_view content_type, base::Bytes octets);
/// 204.
Response no_content();

}  // namespace yinxin::http
