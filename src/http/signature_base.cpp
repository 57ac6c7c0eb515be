// RFC 9421 2: what each covered component is worth, and the text that is signed.
#include <algorithm>

#include "http/message_signature.hpp"

namespace yinxin::http {
namespace {

using base::ErrorKind;
using base::make_error;

base::Error bad_component(std::string why) {
  return make_error(ErrorKind::Unauthenticated, "http.signature.components", std::move(why));
}

std::string trimmed(std::string_view text) {
  const std::size_t from = std::min(text.find_first_not_of(" \t"), text.size());
  const std::size_t to = text.find_last_not_of(" \t");
  return to == std::string_view::npos ? std::string() : std::string(text.substr(from, to - from + 1));
}

/// RFC 9421 2.1: values of a field that stands several times are stripped and joined with ", ".
base::Result<std::string> field_value(const Request& request, const std::string& name) {
  std::string value;
  std::size_t found = 0;
  for (const Headers::Field& field : request.headers) {
    if (!equal_ignoring_case(field.name, name)) continue;
    value += (found++ > 0 ? ", " : "") + trimmed(field.value);
  }
  if (found == 0) return bad_component("not in the message: " + name);
  return value;
}

/// RFC 9421 2.2.
base::Result<std::string> derived_value(const Request& request, const std::string& name) {
  const Target& target = request.target;
  if (name == "@method") return std::string(to_string(request.method));
  if (name == "@target-uri") return request.scheme + "://" + request.authority + target.text;
  if (name == "@authority") return request.authority;
  if (name == "@scheme") return request.scheme;
  if (name == "@request-target") return target.text;
  if (name == "@path") return std::string(target.path());
  // RFC 9421 2.2.7: "If the query string is absent from the request message, the component value is the
  // leading ? character alone".
  if (name == "@query") return target.query().empty() ? std::string("?") : std::string(target.query());
  return bad_component("unknown derived component " + name);
}

base::Result<std::string> component_name(const SfItem& item) {
  const std::string* name = std::get_if<std::string>(&item.value);
  if (name == nullptr || name->empty()) return bad_component("a component is named by a string");
  if (!item.parameters.empty()) return bad_component("a component with parameters: " + *name);
  // RFC 9421 2.1: "implementations MUST use lowercased field names".
  if (std::any_of(name->begin(), name->end(), [](char c) { return c >= 'A' && c <= 'Z'; })) {
    return bad_component("not in lower case: " + *name);
  }
  return *name;
}

bool is_printable_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c <= 0x7E; });
}

}  // namespace

base::Result<std::string> signature_base(const Request& request, const SfInnerList& input) {
  std::string base;
  std::vector<std::string> seen;
  for (const SfItem& item : input.items) {
    YX_TRY(const std::string name, component_name(item));
    if (std::find(seen.begin(), seen.end(), name) != seen.end()) return bad_component("twice: " + name);
    seen.push_back(name);
    YX_TRY(const std::string value,
           name.front() == '@' ? derived_value(request, name) : field_value(request, name));
    // RFC 9421 2.5 step 4, and 2: no value may hold a line break.
    if (!is_printable_ascii(value)) return bad_component("not printable ASCII: " + name);
    base += serialize(item) + ": " + value + "\n";
  }
  return base + "\"@signature-params\": " + serialize(input);
}

}  // namespace yinxin::http
