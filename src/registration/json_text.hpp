// JSON texts for evidence (RFC 8259), in the compact form that proof::JsonObject reads; there is no tree in
// between. Private to this folder.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace yinxin::registration {

/// In quotes, with the escapes that JSON demands. `text` is well-formed UTF-8.
std::string json_quoted(std::string_view text);
/// Values are JSON already.
std::string json_object(const std::vector<std::pair<std::string_view, std::string>>& members);
std::string json_array(const std::vector<std::string>& items);

}  // namespace yinxin::registration
