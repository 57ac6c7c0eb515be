#include "registration/json_text.hpp"

#include "base/bytes.hpp"

namespace yinxin::registration {

std::string json_quoted(std::string_view text) {
  std::string out = "\"";
  for (const char one : text) {
    const auto octet = static_cast<std::uint8_t>(one);
    if (one == '"' || one == '\\') {
      out += '\\';
      out += one;
    } else if (octet < 0x20) {
      out += "\\u00" + base::to_hex({&octet, 1});
    } else {
      out += one;
    }
  }
  return out + '"';
}

std::string json_object(const std::vector<std::pair<std::string_view, std::string>>& members) {
  std::string out = "{";
  for (const auto& [name, value] : members) {
    if (out.size() > 1) out += ',';
    out += json_quoted(name) + ":" + value;
  }
  return out + "}";
}

std::string json_array(const std::vector<std::string>& items) {
  std::string out = "[";
  for (const std::string& item : items) {
    if (out.size() > 1) out += ',';
    out += item;
  }
  return out + "]";
}

}  // namespace yinxin::registration
