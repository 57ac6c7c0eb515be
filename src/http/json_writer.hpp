// Writes JSON answers (RFC 8259) in the order given. Text goes through escape(); there is no tree in between.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/clock.hpp"

namespace yinxin::http {

/// Builds one JSON text. Members are named inside objects and unnamed inside arrays:
/// `JsonWriter w; w.object([&] { w.text("state", "issued"); w.array("chain", [&] { w.item("…"); }); });`
class JsonWriter {
 public:
  template <class Body>
  JsonWriter& object(Body&& body) {
    return nest('{', '}', std::forward<Body>(body));
  }
  template <class Body>
  JsonWriter& object(std::string_view name, Body&& body) {
    key(name);
    return nest('{', '}', std::forward<Body>(body));
  }
  template <class Body>
  JsonWriter& array(std::string_view name, Body&& body) {
    key(name);
    return nest('[', ']', std::forward<Body>(body));
  }

  JsonWriter& text(std::string_view name, std::string_view value) { return key(name).quoted(value); }
  JsonWriter& integer(std::string_view name, std::int64_t value) {
    return key(name).raw(std::to_string(value));
  }
  JsonWriter& boolean(std::string_view name, bool value) { return key(name).raw(value ? "true" : "false"); }
  JsonWriter& null(std::string_view name) { return key(name).raw("null"); }
  JsonWriter& octets(std::string_view name, base::ByteView value) {
    return text(name, base::to_base64(value));
  }
  /// A member whose value is JSON already.
  JsonWriter& json(std::string_view name, std::string_view value) {
    return key(name).raw(std::string(value));
  }
  JsonWriter& time(std::string_view name, base::Time value) { return text(name, base::format_utc(value)); }
  JsonWriter& item(std::string_view value) {
    comma();
    return quoted(value);
  }
  JsonWriter& item(std::int64_t value) {
    comma();
    return raw(std::to_string(value));
  }

  const std::string& text() const { return out_; }

 private:
  template <class Body>
  JsonWriter& nest(char open, char close, Body&& body) {
    if (!after_key_) comma();
    after_key_ = false;
    out_ += open;
    first_ = true;
    body();
    out_ += close;
    first_ = false;
    return *this;
  }
  void comma() {
    if (!first_) out_ += ',';
    first_ = false;
  }
  JsonWriter& key(std::string_view name) {
    comma();
    quoted(name);
    out_ += ':';
    after_key_ = true;
    return *this;
  }
  JsonWriter& raw(std::string_view value) {
    out_ += value;
    after_key_ = false;
    return *this;
  }
  JsonWriter& quoted(std::string_view value);

  std::string out_;
  bool first_ = true;
  bool after_key_ = false;
};

}  // namespace yinxin::http
