// What officers see of personal data unless they gave a reason (requirements 6.2). Done in the server: the
// client never receives hidden characters.
#pragma once

#include <string>
#include <string_view>

namespace yinxin::privacy {

/// 姓名: two characters keep the first ("张*"), three or more the first and the last ("张*明"); one is
/// hidden. Characters are Unicode scalar values.
std::string mask_name(std::string_view name);
/// 身份证 and other numbers of papers: first 3 and last 4 ("110***********1234"); shorter than 9: all hidden.
std::string mask_number(std::string_view number);
/// 手机: "138****1234"; anything shorter than 8: all hidden.
std::string mask_phone(std::string_view phone);
/// 邮箱: "a***@x.cn": the first character and the domain.
std::string mask_mail(std::string_view mail);

}  // namespace yinxin::privacy
