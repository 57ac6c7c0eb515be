// The text form of a licence (LICENCE.md): exactly one text for each licence, so that what was signed is what
// was read.
#include "policy/service.hpp"
#include "x509/identity_number.hpp"
#include "x509/text.hpp"

namespace yinxin::policy {
namespace {

using base::Result;

constexpr std::string_view kFirstLine = "yinxin licence v1";
constexpr std::size_t kMaxValueCharacters = 200;  // as names in our certificates
constexpr std::size_t kMaxScopes = 20;            // ours: a licence names a handful

base::Error bad(std::string_view what) {
  return base::make_error(base::ErrorKind::Malformed, "policy.licence.format", std::string(what));
}

/// Reads the lines from the front to the back.
class Lines {
 public:
  explicit Lines(std::string_view body) : rest_(body) {}

  bool at_end() const { return rest_.empty(); }
  bool next_is(std::string_view key) const {
    return rest_.starts_with(key) && rest_.substr(key.size()).starts_with(": ");
  }
  Result<std::string_view> line() {
    const std::size_t end = rest_.find('\n');
    if (end == std::string_view::npos) return bad("last line does not end");
    const std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return line;
  }
  Result<std::string_view> value(std::string_view key) {
    if (!next_is(key)) return bad(std::string(key) + ": is not in its place");
    YX_TRY(const std::string_view line, this->line());
    return line.substr(key.size() + 2);
  }
  Result<std::string> text(std::string_view key) {
    YX_TRY(const std::string_view value, this->value(key));
    const auto fault = x509::inspect_text(value);
    const auto characters = x509::count_characters(value);
    if (value.empty() || fault || !characters || *characters > kMaxValueCharacters) {
      return bad(std::string(key) + ": " + std::string(fault ? x509::describe(*fault) : "length"));
    }
    return std::string(value);
  }
  Result<base::Date> date(std::string_view key) {
    YX_TRY(const std::string_view value, this->value(key));
    const auto date = base::parse_date(value);
    if (!date) return bad(std::string(key) + ": no date");
    return *date;
  }

 private:
  std::string_view rest_;
};

Result<std::vector<std::string>> read_scope(Lines& lines) {
  std::vector<std::string> scope;
  do {
    YX_TRY(std::string one, lines.text("scope"));
    scope.push_back(std::move(one));
  } while (lines.next_is("scope") && scope.size() < kMaxScopes);
  return scope;
}

Result<void> read_standing(Lines& lines, Licence& licence) {
  YX_TRY(const std::string_view status, lines.value("status"));
  const auto known = find_licence_status(status);
  if (!known) return bad("status: none of ours");
  licence.status = *known;
  YX_TRY(const std::string_view as_of, lines.value("as_of"));
  const auto time = base::parse_utc(as_of);
  if (!time) return bad("as_of: no time");
  licence.as_of = *time;
  return {};
}

}  // namespace

std::string licence_text(const Licence& licence) {
  std::string text(kFirstLine);
  text += '\n';
  const auto add = [&](std::string_view key, std::string_view value) {
    text.append(key).append(": ").append(value).append("\n");
  };
  add("number", licence.number);
  add("holder", licence.holder_name);
  add("credit_code", licence.credit_code);
  for (const std::string& one : licence.scope) add("scope", one);
  add("valid_from", base::format_date(licence.valid_from));
  add("valid_to", base::format_date(licence.valid_to));
  add("issued_by", licence.issued_by);
  add("issued_on", base::format_date(licence.issued_on));
  add("status", licence_status_name(licence.status));
  add("as_of", base::format_utc(licence.as_of));
  return text;
}

Result<Licence> parse_licence_text(std::string_view body) {
  Lines lines(body);
  YX_TRY(const std::string_view first, lines.line());
  if (first != kFirstLine) return bad("first line");
  Licence licence;
  YX_TRY(licence.number, lines.text("number"));
  YX_TRY(licence.holder_name, lines.text("holder"));
  YX_TRY(licence.credit_code, lines.text("credit_code"));
  if (!x509::is_credit_code(licence.credit_code)) return bad("credit_code: check character");
  YX_TRY(licence.scope, read_scope(lines));
  YX_TRY(licence.valid_from, lines.date("valid_from"));
  YX_TRY(licence.valid_to, lines.date("valid_to"));
  if (licence.valid_to < licence.valid_from) return bad("valid_to: is before valid_from");
  YX_TRY(licence.issued_by, lines.text("issued_by"));
  YX_TRY(licence.issued_on, lines.date("issued_on"));
  YX_CHECK(read_standing(lines, licence));
  if (!lines.at_end()) return bad("more lines than a licence has");
  return licence;
}

}  // namespace yinxin::policy
