// What the operations on tips write alike.
#pragma once

#include "http/json_writer.hpp"
#include "supervision/tips/types.hpp"

namespace yinxin::endpoints {

/// Members key (hexadecimal) and cipher (base64).
inline void write_wrap(http::JsonWriter& json, const supervision::SealWrap& wrap) {
  json.text("key", base::to_hex(wrap.key)).text("cipher", base::to_base64(wrap.cipher));
}

}  // namespace yinxin::endpoints
