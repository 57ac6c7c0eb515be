#include "endpoints/documents/document_json.hpp"

namespace yinxin::endpoints {

using documents::Field;
using documents::FieldKind;
using documents::Scalar;

namespace {

constexpr std::int64_t kMostOfNumber = 1'000'000'000;

std::optional<Scalar> read_scalar(const http::JsonReader& from, const Field& field) {
  if (field.kind == FieldKind::Number) {
    const auto number = from.optional_integer(field.name, 0, kMostOfNumber);
    return number ? std::optional<Scalar>(*number) : std::nullopt;
  }
  auto text = from.optional_text(field.name);
  if (!text) return std::nullopt;
  if (field.kind != FieldKind::Date) return Scalar(std::move(*text));
  const auto date = base::parse_date(*text);
  if (date) return Scalar(*date);
  from.fault(field.name, "is not a date YYYY-MM-DD");
  return std::nullopt;
}

documents::Value read_rows(const http::JsonReader& from, const Field& field) {
  std::vector<documents::RowValues> rows;
  for (const http::JsonReader& one : from.objects(field.name, documents::kMaxRows)) {
    auto& row = rows.emplace_back();
    for (const Field& column : field.columns) {
      auto value = read_scalar(one, column);
      if (value) row.insert_or_assign(column.name, std::move(*value));
    }
  }
  return rows;
}

documents::Value to_value(Scalar scalar) {
  return std::visit([](auto&& one) { return documents::Value(std::forward<decltype(one)>(one)); },
                    std::move(scalar));
}

std::string_view kind_name(FieldKind kind) {
  switch (kind) {
    case FieldKind::Text:
      return "text";
    case FieldKind::Paragraphs:
      return "paragraphs";
    case FieldKind::Name:
      return "name";
    case FieldKind::Date:
      return "date";
    case FieldKind::Number:
      return "number";
    case FieldKind::Rows:
      return "rows";
  }
  return "";
}

}  // namespace

void write_fields(http::JsonWriter& json, std::string_view name, const std::vector<Field>& fields) {
  json.array(name, [&] {
    for (const Field& field : fields) {
      json.object([&] {
        json.text("name", field.name).text("kind", kind_name(field.kind)).text("zh", field.zh);
        if (field.kind == FieldKind::Rows) write_fields(json, "columns", field.columns);
      });
    }
  });
}

void write_issued(http::JsonWriter& json, const papers::Issued& issued) {
  json.text("code", issued.code).text("number", issued.number).text("title", issued.title);
  if (!issued.copy.empty()) json.text("copy", issued.copy);
  json.time("made_at", issued.made_at).text("sm3", issued.sm3);
}

std::string issued_json(const papers::Issued& issued) {
  http::JsonWriter json;
  json.object([&] { write_issued(json, issued); });
  return json.text();
}

documents::Values read_values(const http::JsonReader& body, const documents::Template& form) {
  documents::Values values;
  if (!body.has("values")) return values;
  const http::JsonReader given = body.object("values");
  for (const Field& field : form.fields) {
    if (!given.has(field.name)) continue;
    if (field.kind == FieldKind::Rows) {
      values.insert_or_assign(field.name, read_rows(given, field));
      continue;
    }
    auto scalar = read_scalar(given, field);
    if (scalar) values.insert_or_assign(field.name, to_value(std::move(*scalar)));
  }
  return values;
}

}  // namespace yinxin::endpoints
