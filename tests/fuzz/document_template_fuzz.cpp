// Any octets as a template: what is refused has a fault with a line, what is taken can be filled in with
// values of its fields.
#include <cstdlib>

#include "documents/fill.hpp"
#include "documents/service.hpp"

namespace {

using namespace yinxin;
using namespace yinxin::documents;

void require(bool fact) {
  if (!fact) std::abort();
}

Scalar sample(const Field& field) {
  if (field.kind == FieldKind::Date)
    return base::Date(std::chrono::year(2026), std::chrono::month(11), std::chrono::day(23));
  if (field.kind == FieldKind::Number) return std::int64_t{7};
  return std::string("甲{n}");
}

Wish wish_for(const Template& paper) {
  Wish wish;
  wish.template_id = paper.id;
  wish.issuer = "机关";
  wish.dated = base::Date(std::chrono::year(2026), std::chrono::month(11), std::chrono::day(23));
  if (!paper.copies.empty()) wish.copy.mark = paper.copies.front();
  for (const Field& field : paper.fields) {
    if (field.kind == FieldKind::Rows) {
      RowValues row;
      for (const Field& column : field.columns) row[column.name] = sample(column);
      wish.values[field.name] = std::vector<RowValues>{row};
    } else {
      std::visit([&](const auto& content) { wish.values[field.name] = content; }, sample(field));
    }
  }
  return wish;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Faults faults;
  const auto paper = read_template(base::as_text(base::ByteView(data, size)), "x.toml", faults);
  require(paper.has_value() == faults.empty());
  for (const Fault& fault : faults)
    require(fault.file.rfind("x.toml:", 0) == 0 && !fault.zh.empty() && !fault.en.empty());
  if (!paper) return 0;
  const Wish wish = wish_for(*paper);
  require(check_values(*paper, wish).has_value());
  const Sheet sheet = fill(*paper, wish, "1号");
  require(!sheet.title.empty() && !sheet.parts.empty());
  return 0;
}
