#include "registration/form_record.hpp"

#include <charconv>
#include <functional>

namespace yinxin::registration {

using base::ErrorKind;
using base::make_error;
using base::Result;
using proof::Record;

namespace {

base::Error damaged(std::string_view what) {
  return make_error(ErrorKind::Internal, "registration.stored", std::string(what));
}

std::string numbered(std::string_view group, std::size_t index, std::string_view part) {
  return std::string(group) + "." + std::to_string(index) + (part.empty() ? "" : "." + std::string(part));
}

/// Adds fields and remembers the first fault: names are ours, so a fault is one of size.
class Writer {
 public:
  void add(std::string_view name, base::ByteView value) {
    if (fits_) fits_ = record_.add(name, value).has_value();
  }
  void add(std::string_view name, std::string_view value) { add(name, base::as_bytes(value)); }
  Result<base::Bytes> finish(std::string_view code) const {
    if (!fits_) return make_error(ErrorKind::TooLarge, code);
    return record_.to_bytes();
  }

 private:
  Record record_;
  bool fits_ = true;
};

void add_lists(Writer& to, const Form& form) {
  const auto texts = [&](std::string_view group, const std::vector<std::string>& list) {
    for (std::size_t i = 0; i < list.size(); ++i) to.add(numbered(group, i, ""), list[i]);
  };
  texts("dns", form.alt_names.dns);
  texts("email", form.alt_names.emails);
  texts("uri", form.alt_names.uris);
  for (std::size_t i = 0; i < form.alt_names.ip_addresses.size(); ++i)
    to.add(numbered("ip", i, ""), base::ByteView(form.alt_names.ip_addresses[i]));
  for (std::size_t i = 0; i < form.subject.size(); ++i) {
    to.add(numbered("subject", i, "type"), form.subject[i].first.content());
    to.add(numbered("subject", i, "value"), form.subject[i].second);
  }
  for (std::size_t i = 0; i < form.identities.size(); ++i) {
    to.add(numbered("identity", i, "kind"), x509::identity_word(form.identities[i].kind));
    to.add(numbered("identity", i, "number"), form.identities[i].number);
  }
}

std::string text_of(const Record& record, std::string_view name) {
  return std::string(record.find(name).value_or(""));
}

/// Calls `take` with each value of the group, in order of its number.
void each(const Record& record, std::string_view group, std::string_view part,
          const std::function<void(std::size_t, std::string_view)>& take) {
  for (std::size_t i = 0;; ++i) {
    const auto value = record.find(numbered(group, i, part));
    if (!value) return;
    take(i, *value);
  }
}

void read_alt_names(const Record& record, x509::SubjectAltNames& names) {
  const auto texts = [&](std::string_view group, std::vector<std::string>& list) {
    each(record, group, "", [&](std::size_t, std::string_view value) { list.emplace_back(value); });
  };
  texts("dns", names.dns);
  texts("email", names.emails);
  texts("uri", names.uris);
  each(record, "ip", "",
       [&](std::size_t, std::string_view value) { names.ip_addresses.push_back(base::to_bytes(value)); });
}

Result<void> read_subject(const Record& record, Form& form) {
  for (std::size_t i = 0;; ++i) {
    const auto type = record.find(numbered("subject", i, "type"));
    if (!type) return {};
    YX_TRY(const asn1::Oid id, asn1::Oid::from_content(base::as_bytes(*type)));
    form.subject.emplace_back(id, text_of(record, numbered("subject", i, "value")));
  }
}

Result<void> read_identities(const Record& record, Form& form) {
  for (std::size_t i = 0;; ++i) {
    const auto word = record.find(numbered("identity", i, "kind"));
    if (!word) return {};
    const auto kind = x509::identity_kind(*word);
    if (!kind) return damaged("identity");
    form.identities.push_back(IdentityNumber{*kind, text_of(record, numbered("identity", i, "number"))});
  }
}

Result<std::int64_t> read_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size()) return damaged("number");
  return number;
}

constexpr std::string_view kPaper = "paper.";

// First octet of a stored input: its type.
constexpr char kText = 't';
constexpr char kNumber = 'i';
constexpr char kFlag = 'b';
constexpr char kDate = 'd';
constexpr char kTexts = 'l';

std::string encode(const procedure::Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return kText + *text;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return kNumber + std::to_string(*number);
  if (const auto* flag = std::get_if<bool>(&value)) return std::string{kFlag, *flag ? '1' : '0'};
  if (const auto* date = std::get_if<base::Date>(&value)) return kDate + base::format_date(*date);
  base::Bytes octets;
  for (const std::string& text : std::get<std::vector<std::string>>(value)) {
    base::append_u32(octets, static_cast<std::uint32_t>(text.size()));
    base::append(octets, base::as_bytes(text));
  }
  return kTexts + std::string(base::as_text(octets));
}

Result<procedure::Value> decode_texts(std::string_view octets) {
  std::vector<std::string> texts;
  while (!octets.empty()) {
    if (octets.size() < 4) return damaged("texts");
    const std::size_t size = base::read_u32(base::as_bytes(octets).first<4>());
    octets.remove_prefix(4);
    if (octets.size() < size) return damaged("texts");
    texts.emplace_back(octets.substr(0, size));
    octets.remove_prefix(size);
  }
  return procedure::Value(std::move(texts));
}

Result<procedure::Value> decode(std::string_view octets) {
  if (octets.empty()) return damaged("input");
  const std::string_view rest = octets.substr(1);
  switch (octets.front()) {
    case kText:
      return procedure::Value(std::string(rest));
    case kNumber: {
      YX_TRY(const std::int64_t number, read_number(rest));
      return procedure::Value(number);
    }
    case kFlag:
      return procedure::Value(rest == "1");
    case kDate: {
      YX_TRY(const base::Date date, base::parse_date(rest));
      return procedure::Value(date);
    }
    case kTexts:
      return decode_texts(rest);
    default:
      return damaged("input");
  }
}

}  // namespace

Result<base::Bytes> form_to_bytes(const StoredForm& stored) {
  const Form& form = stored.form;
  Writer to;
  to.add("purpose", purpose_name(form.purpose));
  if (form.replaces) to.add("replaces", form.replaces->magnitude());
  to.add("profile", form.profile);
  add_lists(to, form);
  to.add("phone", form.phone);
  to.add("mail", form.mail);
  to.add("validity_days", std::to_string(form.validity_days));
  to.add("request", base::ByteView(form.request));
  to.add("replaced_signature", base::ByteView(form.replaced_signature));
  to.add("reason", form.reason);
  for (const auto& [name, value] : stored.paper) to.add(std::string(kPaper) + name, value);
  return to.finish("registration.form");
}

Result<StoredForm> parse_form(base::ByteView octets) {
  const auto record = Record::parse(octets);
  if (!record) return damaged("form");
  StoredForm stored;
  Form& form = stored.form;
  YX_TRY(form.purpose, parse_purpose(text_of(*record, "purpose")));
  if (const auto serial = record->find("replaces")) {
    YX_TRY(form.replaces, x509::Serial::from_magnitude(base::as_bytes(*serial)));
  }
  form.profile = text_of(*record, "profile");
  YX_CHECK(read_subject(*record, form));
  read_alt_names(*record, form.alt_names);
  YX_CHECK(read_identities(*record, form));
  form.phone = text_of(*record, "phone");
  form.mail = text_of(*record, "mail");
  YX_TRY(form.validity_days, read_number(text_of(*record, "validity_days")));
  form.request = base::to_bytes(record->find("request").value_or(""));
  form.replaced_signature = base::to_bytes(record->find("replaced_signature").value_or(""));
  form.reason = text_of(*record, "reason");
  for (const auto& [name, value] : record->fields()) {
    if (name.compare(0, kPaper.size(), kPaper) == 0)
      stored.paper.emplace(name.substr(kPaper.size()), base::as_text(value));
  }
  return stored;
}

Result<base::Bytes> inputs_to_bytes(const procedure::Values& inputs) {
  Writer to;
  for (const auto& [name, value] : inputs) to.add(name, encode(value));
  return to.finish("registration.inputs");
}

Result<procedure::Values> parse_inputs(base::ByteView octets) {
  const auto record = Record::parse(octets);
  if (!record) return damaged("inputs");
  procedure::Values inputs;
  for (const auto& [name, octets_of] : record->fields()) {
    YX_TRY(procedure::Value value, decode(base::as_text(octets_of)));
    inputs.emplace(name, std::move(value));
  }
  return inputs;
}

}  // namespace yinxin::registration
