#include "http/json_reader.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <set>

namespace yinxin::http {

using base::ErrorKind;
using base::make_error;

namespace json = boost::json;

struct JsonReader::Document {
  json::value root;
  std::vector<std::string> faults;
  std::vector<std::shared_ptr<Node>> nodes;
};

struct JsonReader::Node {
  const json::object* object = nullptr;  // null: stands for a member that was not an object
  std::string path;
  std::set<std::string, std::less<>> asked;

  const json::value* ask(std::string_view name) {
    asked.emplace(name);
    if (object == nullptr) return nullptr;
    return object->if_contains(json::string_view(name.data(), name.size()));
  }
};

namespace {
const json::object kNoObject;
}

JsonReader::JsonReader(std::shared_ptr<Document> document, std::shared_ptr<Node> node)
    : document_(std::move(document)), node_(std::move(node)) {
  document_->nodes.push_back(node_);
}

base::Result<JsonReader> JsonReader::parse(base::ByteView body) {
  json::parse_options options;
  options.max_depth = kMaxJsonDepth;
  json::error_code failed;
  auto document = std::make_shared<Document>();
  const std::string_view text = base::as_text(body);
  document->root = json::parse(json::string_view(text.data(), text.size()), failed, {}, options);
  if (failed) return make_error(ErrorKind::Malformed, "http.json.syntax", failed.message());
  if (!document->root.is_object())
    return make_error(ErrorKind::Malformed, "http.json.syntax", "not an object");
  auto node = std::make_shared<Node>();
  node->object = &document->root.get_object();
  return JsonReader(std::move(document), std::move(node));
}

bool JsonReader::has(std::string_view name) const {
  return node_->object != nullptr && node_->object->contains(json::string_view(name.data(), name.size()));
}

bool JsonReader::is_absent(std::string_view name) const {
  const json::value* value = node_->ask(name);
  return value == nullptr || value->is_null();
}

void JsonReader::fault(std::string_view name, std::string_view why) const {
  document_->faults.push_back(node_->path + std::string(name) + ": " + std::string(why));
}

std::string JsonReader::text(std::string_view name, std::size_t max_bytes, bool may_be_empty) const {
  auto value = optional_text(name, max_bytes);
  if (!value && is_absent(name)) fault(name, "is missing");
  if (value && value->empty() && !may_be_empty) fault(name, "is empty");
  return value.value_or("");
}

std::optional<std::string> JsonReader::optional_text(std::string_view name, std::size_t max_bytes) const {
  const json::value* value = node_->ask(name);
  if (value == nullptr || value->is_null()) return std::nullopt;
  if (!value->is_string()) {
    fault(name, "is not a text");
    return std::nullopt;
  }
  const json::string& text = value->get_string();
  if (text.size() > max_bytes) {
    fault(name, "is longer than " + std::to_string(max_bytes) + " octets");
    return std::nullopt;
  }
  return std::string(text.data(), text.size());
}

std::int64_t JsonReader::integer(std::string_view name, std::int64_t min, std::int64_t max) const {
  const auto value = optional_integer(name, min, max);
  if (!value && is_absent(name)) fault(name, "is missing");
  return value.value_or(min);
}

std::optional<std::int64_t> JsonReader::optional_integer(std::string_view name, std::int64_t min,
                                                         std::int64_t max) const {
  const json::value* value = node_->ask(name);
  if (value == nullptr || value->is_null()) return std::nullopt;
  if (!value->is_int64()) {
    fault(name, "is not an integer");
    return std::nullopt;
  }
  const std::int64_t number = value->get_int64();
  if (number < min || number > max) {
    fault(name, "is not in " + std::to_string(min) + ".." + std::to_string(max));
    return std::nullopt;
  }
  return number;
}

bool JsonReader::boolean(std::string_view name) const {
  const json::value* value = node_->ask(name);
  if (value != nullptr && value->is_bool()) return value->get_bool();
  fault(name, value == nullptr ? "is missing" : "is not true or false");
  return false;
}

base::Bytes JsonReader::octets(std::string_view name, std::size_t max_bytes) const {
  const std::string encoded = text(name, (max_bytes + 2) / 3 * 4);
  auto octets = base::from_base64(encoded);
  if (octets) return std::move(octets).value();
  fault(name, "is not base64");
  return {};
}

std::vector<std::string> JsonReader::texts(std::string_view name, std::size_t max_count,
                                           std::size_t max_bytes) const {
  std::vector<std::string> list;
  const json::value* value = node_->ask(name);
  if (value == nullptr) return list;
  if (!value->is_array() || value->get_array().size() > max_count) {
    fault(name, "is not a list of at most " + std::to_string(max_count));
    return list;
  }
  for (const json::value& item : value->get_array()) {
    if (!item.is_string() || item.get_string().size() > max_bytes) {
      fault(name, "holds something that is not a text, or too long a one");
      return {};
    }
    list.emplace_back(item.get_string().data(), item.get_string().size());
  }
  return list;
}

std::vector<std::pair<std::string, std::string>> JsonReader::text_members(std::string_view name,
                                                                          std::size_t max_count) const {
  std::vector<std::pair<std::string, std::string>> members;
  const json::value* value = node_->ask(name);
  if (value == nullptr) return members;
  if (!value->is_object() || value->get_object().size() > max_count) {
    fault(name, "is not an object of at most " + std::to_string(max_count) + " texts");
    return members;
  }
  for (const auto& member : value->get_object()) {
    const std::string key(member.key().data(), member.key().size());
    if (!member.value().is_string() || member.value().get_string().size() > kMaxJsonText) {
      fault(std::string(name) + "." + key, "is not a text, or too long a one");
      continue;
    }
    members.emplace_back(key,
                         std::string(member.value().get_string().data(), member.value().get_string().size()));
  }
  return members;
}

JsonReader JsonReader::object(std::string_view name) const {
  const json::value* value = node_->ask(name);
  auto below = std::make_shared<Node>();
  below->path = node_->path + std::string(name) + ".";
  if (value != nullptr && value->is_object()) {
    below->object = &value->get_object();
  } else {
    fault(name, value == nullptr ? "is missing" : "is not an object");
    below->object = &kNoObject;
  }
  return JsonReader(document_, std::move(below));
}

std::vector<JsonReader> JsonReader::objects(std::string_view name, std::size_t max_count) const {
  std::vector<JsonReader> list;
  const json::value* value = node_->ask(name);
  if (value == nullptr) return list;
  if (!value->is_array() || value->get_array().size() > max_count) {
    fault(name, "is not a list of at most " + std::to_string(max_count));
    return list;
  }
  for (const json::value& item : value->get_array()) {
    auto below = std::make_shared<Node>();
    below->path = node_->path + std::string(name) + "[" + std::to_string(list.size()) + "].";
    below->object = item.is_object() ? &item.get_object() : &kNoObject;
    if (!item.is_object()) fault(name, "holds something that is not an object");
    list.push_back(JsonReader(document_, std::move(below)));
  }
  return list;
}

base::Result<void> JsonReader::finish() const {
  std::vector<std::string> faults = document_->faults;
  for (const auto& node : document_->nodes) {
    if (node->object == nullptr) continue;
    for (const auto& member : *node->object) {
      const std::string_view key(member.key().data(), member.key().size());
      if (!node->asked.contains(key)) faults.push_back(node->path + std::string(key) + ": is not known here");
    }
  }
  if (faults.empty()) return {};
  std::string detail;
  for (const std::string& fault : faults) detail += (detail.empty() ? "" : "; ") + fault;
  return make_error(ErrorKind::Malformed, "http.json.content", std::move(detail));
}

}  // namespace yinxin::http
