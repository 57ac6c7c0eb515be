// The field that makes an answer a file to be saved (RFC 6266), whatever language its name is in.
#pragma once

#include <string>
#include <string_view>

namespace yinxin::http {

/// `attachment; filename="<plain>"; filename*=UTF-8''<name>`. `plain` is for clients that do not know the
/// second: letters, digits, '.', '-' and '_' only, others become '_'. `name` is UTF-8, percent-encoded here
/// (RFC 8187 3.2), so that nothing in it can end the field or begin another.
std::string attachment(std::string_view name, std::string_view plain);

}  // namespace yinxin::http
