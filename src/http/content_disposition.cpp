#include "http/content_disposition.hpp"

#include <algorithm>

#include "http/target.hpp"

namespace yinxin::http {

std::string attachment(std::string_view name, std::string_view plain) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";
  std::string safe(plain);
  std::replace_if(
      safe.begin(), safe.end(), [&](char c) { return kPlain.find(c) == std::string_view::npos; }, '_');
  return "attachment; filename=\"" + safe + "\"; filename*=UTF-8''" + percent_encode(name);
}

}  // namespace yinxin::http
