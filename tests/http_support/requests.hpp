// Requests made from their text, through the reader the server uses.
#pragma once

#include <stdexcept>

#include "http/wire_reader.hpp"

namespace yinxin::http::testing {

/// `text` has "\n" (or the two characters \ and n) for line breaks before the body; the blank line may be
/// left out.
inline std::string to_wire(std::string text) {
  for (std::size_t at = 0; (at = text.find("\\n", at)) != std::string::npos;) text.replace(at, 2, "\n");
  const std::size_t blank = text.find("\n\n");
  const std::string body = blank == std::string::npos ? "" : text.substr(blank + 2);
  std::string wire;
  for (const char c : text.substr(0, blank)) wire += c == '\n' ? std::string("\r\n") : std::string(1, c);
  if (wire.ends_with("\r\n")) wire.resize(wire.size() - 2);
  return wire + "\r\n\r\n" + body;
}

/// Throws when it is not one whole, sound request.
inline Request read_request(const std::string& text, const std::string& scheme = "http") {
  const std::string wire = to_wire(text);
  Request request;
  RequestReader reader(scheme);
  reader.start(request);
  base::ByteView rest = base::as_bytes(wire);
  while (true) {
    std::size_t consumed = 0;
    const ReadState state = reader.read(rest, consumed);
    rest = rest.subspan(consumed);
    if (state == ReadState::Complete) return request;
    if (state == ReadState::Fault) throw std::runtime_error(base::describe(reader.fault().error));
    if (state == ReadState::NeedMore) throw std::runtime_error("not a whole request: " + text);
  }
}

}  // namespace yinxin::http::testing
