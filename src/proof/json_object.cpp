#include "proof/json_object.hpp"

#include <boost/json.hpp>

namespace yinxin::proof {
namespace {

namespace json = boost::json;
using base::Result;

base::Error bad_json(std::string_view what) {
  return base::make_error(base::ErrorKind::Malformed, "proof.json", std::string(what));
}

const json::object& as_object(const std::shared_ptr<const void>& object) {
  return *static_cast<const json::object*>(object.get());
}

}  // namespace

Result<JsonObject> JsonObject::parse(std::string_view text, std::size_t max_bytes) {
  if (text.size() > max_bytes) return bad_json("too large");
  json::parse_options options;
  options.max_depth = kMaxJsonDepth;
  json::error_code error;
  auto value = std::make_shared<json::value>(
      json::parse(json::string_view(text.data(), text.size()), error, {}, options));
  if (error) return bad_json("not JSON");
  const json::object* object = value->if_object();
  if (object == nullptr) return bad_json("not an object");
  const std::string compact = json::serialize(*value);
  if (text != compact && text != indent_json(compact)) return bad_json("not in canonical form");
  return JsonObject(std::shared_ptr<const void>(value, object));
}

Result<void> JsonObject::only(std::initializer_list<std::string_view> names) const {
  const json::object& object = as_object(object_);
  for (const std::string_view name : names) {
    if (!object.contains(name)) return bad_json(std::string(name) + " is missing");
  }
  if (object.size() != names.size()) return bad_json("unknown members");
  return {};
}

Result<std::string> JsonObject::text(std::string_view name) const {
  const json::value* value = as_object(object_).if_contains(name);
  const json::string* text = value == nullptr ? nullptr : value->if_string();
  if (text == nullptr) return bad_json(name);
  return std::string(text->data(), text->size());
}

Result<std::optional<std::string>> JsonObject::text_or_null(std::string_view name) const {
  const json::value* value = as_object(object_).if_contains(name);
  if (value != nullptr && value->is_null()) return std::optional<std::string>();
  YX_TRY(std::string present, text(name));
  return std::optional<std::string>(std::move(present));
}

Result<std::uint64_t> JsonObject::number(std::string_view name) const {
  const json::value* value = as_object(object_).if_contains(name);
  const std::int64_t* number = value == nullptr ? nullptr : value->if_int64();
  if (number == nullptr || *number < 0) return bad_json(name);
  return static_cast<std::uint64_t>(*number);
}

Result<std::vector<std::string>> JsonObject::texts(std::string_view name) const {
  const json::value* value = as_object(object_).if_contains(name);
  const json::array* array = value == nullptr ? nullptr : value->if_array();
  if (array == nullptr) return bad_json(name);
  std::vector<std::string> texts;
  for (const json::value& item : *array) {
    const json::string* text = item.if_string();
    if (text == nullptr) return bad_json(name);
    texts.emplace_back(text->data(), text->size());
  }
  return texts;
}

Result<JsonObject> JsonObject::object(std::string_view name) const {
  const json::value* value = as_object(object_).if_contains(name);
  const json::object* object = value == nullptr ? nullptr : value->if_object();
  if (object == nullptr) return bad_json(name);
  return JsonObject(std::shared_ptr<const void>(object_, object));
}

Result<std::vector<JsonObject>> JsonObject::objects(std::string_view name) const {
  const json::value* value = as_object(object_).if_contains(name);
  const json::array* array = value == nullptr ? nullptr : value->if_array();
  if (array == nullptr) return bad_json(name);
  std::vector<JsonObject> objects;
  for (const json::value& item : *array) {
    const json::object* object = item.if_object();
    if (object == nullptr) return bad_json(name);
    objects.push_back(JsonObject(std::shared_ptr<const void>(object_, object)));
  }
  return objects;
}

std::string indent_json(std::string_view compact) {
  std::string out;
  std::size_t depth = 0;
  bool quoted = false;
  const auto line = [&] { out += "\n" + std::string(depth * 2, ' '); };
  for (std::size_t i = 0; i < compact.size(); ++i) {
    const char c = compact[i];
    const char next = i + 1 < compact.size() ? compact[i + 1] : '\0';
    if (quoted) {
      out += c;
      if (c == '\\') out += compact[++i];
      if (c == '"') quoted = false;
    } else if ((c == '{' && next == '}') || (c == '[' && next == ']')) {
      out += c;
      out += compact[++i];
    } else if (c == '{' || c == '[') {
      out += c;
      ++depth;
      line();
    } else if (c == '}' || c == ']') {
      --depth;
      line();
      out += c;
    } else if (c == ',') {
      out += c;
      line();
    } else {
      quoted = c == '"';
      out += c;
      if (c == ':') out += ' ';
    }
  }
  return out + "\n";
}

}  // namespace yinxin::proof
