#include "steps.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include "http/json_writer.hpp"

namespace yinxin::command_line {

using base::ErrorKind;
using base::make_error;
using base::Result;
using http::JsonReader;
using http::JsonWriter;

namespace {

constexpr std::size_t kMaxParts = 1000;  // states, transitions, inputs of a procedure

Result<void> write_integer(JsonWriter& json, const std::string& name, const std::string& value) {
  std::int64_t number = 0;
  const auto [rest, failed] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (failed != std::errc() || rest != value.data() + value.size())
    return make_error(ErrorKind::Malformed, "yinxin.value", name + ": expected a whole number");
  json.integer(name, number);
  return {};
}

Result<void> write_flag(JsonWriter& json, const std::string& name, const std::string& value) {
  if (value != "true" && value != "false")
    return make_error(ErrorKind::Malformed, "yinxin.value", name + ": expected true or false");
  json.boolean(name, value == "true");
  return {};
}

void write_list(JsonWriter& json, const std::string& name, const Entries& entries) {
  json.array(name, [&] {
    for (const auto& entry : entries) {
      if (entry.first == name) json.item(entry.second);
    }
  });
}

/// The member `zh` of the one in `list` whose `key` is `word`.
std::string name_in(const JsonReader& document, const char* list, const char* key, const std::string& word) {
  for (const JsonReader& one : document.objects(list, kMaxParts)) {
    if (one.text(key) == word) return one.optional_text("zh").value_or(word);
  }
  return word;
}

}  // namespace

Result<void> write_entries(JsonWriter& json, const Entries& entries,
                           const std::function<std::string(const std::string&)>& type_of) {
  std::set<std::string> done;
  for (const auto& entry : entries) {
    if (!done.insert(entry.first).second) continue;
    const std::string type = type_of(entry.first);
    const auto same = [&](const auto& other) { return other.first == entry.first; };
    if (type == "integer" || type == "money")
      YX_CHECK(write_integer(json, entry.first, entry.second));
    else if (type == "flag")
      YX_CHECK(write_flag(json, entry.first, entry.second));
    else if (type == "texts" || std::count_if(entries.begin(), entries.end(), same) > 1)
      write_list(json, entry.first, entries);
    else
      json.text(entry.first, entry.second);
  }
  return {};
}

std::string application_path(const std::string& number) {
  return "/applications/" + http::percent_encode(number);
}

std::string certificate_path(const std::string& serial) {
  return "/certificates/" + http::percent_encode(serial);
}

std::string case_path(const std::string& number) {
  return "/cases/" + http::percent_encode(number);
}

Result<ProcedureText> ProcedureText::fetch(SignedRemote& remote) {
  YX_TRY(JsonReader document, remote.get_json("/procedures/certificate"));
  return ProcedureText(std::move(document));
}

std::string ProcedureText::event_zh(const std::string& event) const {
  return name_in(document_, "transitions", "event", event);
}

std::string ProcedureText::state_zh(const std::string& state) const {
  return name_in(document_, "states", "id", state);
}

std::string ProcedureText::type_of(const std::string& event, const std::string& input) const {
  for (const JsonReader& transition : document_.objects("transitions", kMaxParts)) {
    if (transition.text("event") != event) continue;
    for (const JsonReader& one : transition.objects("inputs", kMaxParts)) {
      if (one.text("id") == input) return one.text("type");
    }
  }
  return "text";
}

Result<std::string> ProcedureText::request(const std::string& event, const Entries& entries) const {
  JsonWriter json;
  Result<void> written;
  json.object([&] {
    json.text("event", event);
    json.object("inputs", [&] {
      written = write_entries(json, entries, [&](const std::string& name) { return type_of(event, name); });
    });
  });
  if (!written) return written.error();
  return json.text();
}

Result<JsonReader> take_step(SignedRemote& remote, const std::string& path, const std::string& event,
                             const Entries& entries, std::ostream& out) {
  YX_TRY(const ProcedureText procedure, ProcedureText::fetch(remote));
  YX_TRY(const std::string request, procedure.request(event, entries));
  YX_TRY(JsonReader receipt, remote.post_json(path + "/events", request));
  out << receipt.text("number") << " " << procedure.event_zh(event) << "：已办理，现为“"
      << procedure.state_zh(receipt.text("state")) << "”\n";
  return receipt;
}

}  // namespace yinxin::command_line
