// A cursor over the text and one function for each rule of RFC 8941 4.2; then the other way, 4.1.
#include "http/structured_fields.hpp"

#include <algorithm>
#include <stdexcept>

namespace yinxin::http {
namespace {

using base::ErrorKind;
using base::make_error;

constexpr std::int64_t kMaxInteger = 999'999'999'999'999;             // RFC 8941 3.3.1
constexpr std::int64_t kMaxDecimalThousandths = 999'999'999'999'999;  // RFC 8941 3.3.2: 12 + 3 digits
constexpr std::size_t kMaxDecimalWhole = 12;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_alpha(char c) {
  return is_lower(c) || (c >= 'A' && c <= 'Z');
}
bool starts_key(char c) {
  return is_lower(c) || c == '*';
}
bool in_key(char c) {
  return starts_key(c) || is_digit(c) || c == '_' || c == '-' || c == '.';
}
bool starts_token(char c) {
  return is_alpha(c) || c == '*';
}
bool in_token(char c) {
  return is_alpha(c) || is_digit(c) ||
         std::string_view("!#$%&'*+-.^_`|~:/").find(c) != std::string_view::npos;
}

base::Error bad(const char* why) {
  return make_error(ErrorKind::Malformed, "http.structured_field", why);
}
base::Error too_many() {
  return make_error(ErrorKind::TooLarge, "http.structured_field.size", "too many members");
}

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  base::Result<SfDictionary> dictionary();

 private:
  char next() const {
    return rest_.empty() ? '\0' : rest_.front();
  }  // a NUL in the text matches no rule either
  bool take(char c) {
    if (next() != c || rest_.empty()) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void skip(std::string_view which) {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(which), rest_.size()));
  }
  template <class Allowed>
  std::string take_while(Allowed allowed) {
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), allowed);
    std::string taken(rest_.begin(), end);
    rest_.remove_prefix(taken.size());
    return taken;
  }

  base::Result<std::string> key();
  base::Result<SfMember> member();
  base::Result<SfInnerList> inner_list();
  base::Result<SfItem> item();
  base::Result<SfParameters> parameters();
  base::Result<SfBare> bare();
  base::Result<SfBare> number();
  base::Result<SfBare> string();
  base::Result<SfBare> byte_sequence();

  std::string_view rest_;
};

template <class Pairs>
bool has_key(const Pairs& pairs, std::string_view key) {
  return std::any_of(pairs.begin(), pairs.end(), [&](const auto& pair) { return pair.first == key; });
}

base::Result<SfDictionary> Reader::dictionary() {
  SfDictionary dictionary;
  skip(" ");
  while (!rest_.empty()) {
    if (dictionary.size() == kMaxStructuredMembers) return too_many();
    YX_TRY(std::string name, key());
    if (has_key(dictionary, name)) return bad("a key stands twice");
    YX_TRY(SfMember value, member());
    dictionary.emplace_back(std::move(name), std::move(value));
    skip(" \t");
    if (rest_.empty()) return dictionary;
    if (!take(',')) return bad("a comma is missing");
    skip(" \t");
    if (rest_.empty()) return bad("a comma at the end");
  }
  return dictionary;
}

base::Result<std::string> Reader::key() {
  if (!starts_key(next())) return bad("not a key");
  return take_while(in_key);
}

base::Result<SfMember> Reader::member() {
  if (!take('=')) {  // RFC 8941 3.2: a member without a value is the Boolean true
    YX_TRY(SfParameters given, parameters());
    return SfMember(SfItem{true, std::move(given)});
  }
  if (next() == '(') {
    YX_TRY(SfInnerList list, inner_list());
    return SfMember(std::move(list));
  }
  YX_TRY(SfItem single, item());
  return SfMember(std::move(single));
}

base::Result<SfInnerList> Reader::inner_list() {
  SfInnerList list;
  take('(');
  while (true) {
    skip(" ");
    if (take(')')) break;
    if (list.items.size() == kMaxStructuredMembers) return too_many();
    YX_TRY(SfItem one, item());
    list.items.push_back(std::move(one));
    if (next() != ' ' && next() != ')') return bad("items of an inner list are parted by spaces");
  }
  YX_TRY(list.parameters, parameters());
  return list;
}

base::Result<SfItem> Reader::item() {
  YX_TRY(SfBare value, bare());
  YX_TRY(SfParameters given, parameters());
  return SfItem{std::move(value), std::move(given)};
}

base::Result<SfParameters> Reader::parameters() {
  SfParameters parameters;
  while (take(';')) {
    skip(" ");
    if (parameters.size() == kMaxStructuredMembers) return too_many();
    YX_TRY(std::string name, key());
    if (has_key(parameters, name)) return bad("a parameter stands twice");
    SfBare value = true;
    if (take('=')) {
      YX_TRY(value, bare());
    }
    parameters.emplace_back(std::move(name), std::move(value));
  }
  return parameters;
}

base::Result<SfBare> Reader::bare() {
  const char first = next();
  if (first == '-' || is_digit(first)) return number();
  if (first == '"') return string();
  if (first == ':') return byte_sequence();
  if (starts_token(first)) return SfBare(SfToken{take_while(in_token)});
  if (take('?')) {
    if (take('1')) return SfBare(true);
    if (take('0')) return SfBare(false);
  }
  return bad("not an item");
}

base::Result<SfBare> Reader::number() {
  const std::int64_t sign = take('-') ? -1 : 1;
  const std::string whole = take_while(is_digit);
  if (whole.empty()) return bad("a number without digits");
  if (!take('.')) {
    if (whole.size() > 15) return bad("an integer of more than 15 digits");
    return SfBare(sign * static_cast<std::int64_t>(std::stoll(whole)));
  }
  std::string part = take_while(is_digit);
  if (whole.size() > kMaxDecimalWhole || part.empty() || part.size() > 3)
    return bad("a decimal of too many digits");
  part.resize(3, '0');
  return SfBare(SfDecimal{sign * static_cast<std::int64_t>(std::stoll(whole + part))});
}

base::Result<SfBare> Reader::string() {
  take('"');
  std::string text;
  while (!rest_.empty()) {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    if (c == '"') return SfBare(std::move(text));
    if (c == '\\') {
      if (next() != '"' && next() != '\\') return bad("a backslash before neither quote nor backslash");
      text.push_back(rest_.front());
      rest_.remove_prefix(1);
      continue;
    }
    if (c < 0x20 || c > 0x7E) return bad("a string holds printable ASCII only");
    text.push_back(c);
  }
  return bad("a string does not end");
}

base::Result<SfBare> Reader::byte_sequence() {
  take(':');
  const std::size_t end = rest_.find(':');
  if (end == std::string_view::npos) return bad("a byte sequence does not end");
  auto octets = base::from_base64(rest_.substr(0, end));
  if (!octets) return bad("a byte sequence is not base64");
  rest_.remove_prefix(end + 1);
  return SfBare(std::move(octets).value());
}

void require(bool sound, const char* why) {
  if (!sound) throw std::invalid_argument(why);
}

std::string serialize_key(const std::string& key) {
  require(!key.empty() && starts_key(key.front()) && std::all_of(key.begin(), key.end(), in_key),
          "not a key");
  return key;
}

struct BareWriter {
  std::string operator()(std::int64_t value) const {
    require(value >= -kMaxInteger && value <= kMaxInteger, "integer out of range");
    return std::to_string(value);
  }
  std::string operator()(SfDecimal value) const {
    require(std::abs(value.thousandths) <= kMaxDecimalThousandths, "decimal out of range");
    const std::int64_t magnitude = std::abs(value.thousandths);
    std::string part = std::to_string(1000 + magnitude % 1000).substr(1);
    while (part.size() > 1 && part.back() == '0')
      part.pop_back();  // RFC 8941 4.1.5: at least one digit stays
    return (value.thousandths < 0 ? "-" : "") + std::to_string(magnitude / 1000) + "." + part;
  }
  std::string operator()(const std::string& value) const {
    std::string text = "\"";
    for (const char c : value) {
      require(c >= 0x20 && c <= 0x7E, "a string holds printable ASCII only");
      if (c == '"' || c == '\\') text.push_back('\\');
      text.push_back(c);
    }
    return text + "\"";
  }
  std::string operator()(const SfToken& value) const {
    const std::string& text = value.text;
    require(!text.empty() && starts_token(text.front()) && std::all_of(text.begin(), text.end(), in_token),
            "not a token");
    return text;
  }
  std::string operator()(const base::Bytes& value) const { return ":" + base::to_base64(value) + ":"; }
  std::string operator()(bool value) const { return value ? "?1" : "?0"; }
};

std::string serialize_parameters(const SfParameters& parameters) {
  std::string text;
  for (const auto& parameter : parameters) {
    text += ";" + serialize_key(parameter.first);
    const bool* flag = std::get_if<bool>(&parameter.second);
    if (flag == nullptr || !*flag) text += "=" + std::visit(BareWriter(), parameter.second);
  }
  return text;
}

}  // namespace

base::Result<SfDictionary> parse_dictionary(std::string_view text) {
  if (text.size() > kMaxStructuredField) {
    return make_error(ErrorKind::TooLarge, "http.structured_field.size", "over 8192 octets");
  }
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);  // RFC 8941 4.2 step 6
  return Reader(text).dictionary();
}

const SfMember* find_member(const SfDictionary& dictionary, std::string_view key) {
  for (const auto& member : dictionary) {
    if (member.first == key) return &member.second;
  }
  return nullptr;
}

const SfBare* find_parameter(const SfParameters& parameters, std::string_view key) {
  for (const auto& parameter : parameters) {
    if (parameter.first == key) return &parameter.second;
  }
  return nullptr;
}

std::string serialize(const SfItem& item) {
  return std::visit(BareWriter(), item.value) + serialize_parameters(item.parameters);
}

std::string serialize(const SfInnerList& list) {
  std::string text = "(";
  for (const SfItem& item : list.items) text += (text.size() > 1 ? " " : "") + serialize(item);
  return text + ")" + serialize_parameters(list.parameters);
}

std::string serialize(const SfDictionary& dictionary) {
  std::string text;
  for (const auto& member : dictionary) {
    text += (text.empty() ? "" : ", ") + serialize_key(member.first);
    const SfItem* item = std::get_if<SfItem>(&member.second);
    const bool* flag = item == nullptr ? nullptr : std::get_if<bool>(&item->value);
    if (flag != nullptr && *flag) {
      text += serialize_parameters(item->parameters);
    } else {
      text += "=" + (item != nullptr ? serialize(*item) : serialize(std::get<SfInnerList>(member.second)));
    }
  }
  return text;
}

}  // namespace yinxin::http
