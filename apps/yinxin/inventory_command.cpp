#include "inventory_command.hpp"

#include <functional>
#include <map>

#include "base/clock.hpp"
#include "base/csv_field.hpp"

namespace yinxin::command_line {

using base::csv_field;
using base::Result;
using http::JsonReader;

namespace {

constexpr std::size_t kMaxRows = 1000;  // of a page; of what an answer lists
constexpr std::string_view kServicesInventory = "services";

/// What an entry, or a thing within it, says in a column.
std::map<std::string, std::string> told(const JsonReader& row) {
  std::map<std::string, std::string> all;
  for (const JsonReader& value : row.objects("values", kMaxRows))
    all[value.text("column")] = value.text("zh", http::kMaxJsonText, true);
  return all;
}

std::string csv_fields(const std::vector<JsonReader>& columns,
                       const std::map<std::string, std::string>& said) {
  std::string line;
  for (const JsonReader& column : columns) {
    const auto value = said.find(column.text("id"));
    line += "," + csv_field(value == said.end() ? "" : value->second);
  }
  return line;
}

class Table {
 public:
  Table(std::ostream& out, bool csv) : out_(out), csv_(csv) {}

  void page(const JsonReader& page) {
    columns_ = page.objects("columns", kMaxRows);
    item_columns_ = page.objects("item_columns", kMaxRows);
    if (first_) head(page);
    first_ = false;
    for (const JsonReader& entry : page.objects("entries", kMaxRows)) csv_ ? csv_lines(entry) : print(entry);
  }

 private:
  void head(const JsonReader& page) {
    if (!csv_) {
      out_ << page.text("zh") << "\n";
      return;
    }
    out_ << csv_field("编号") << "," << csv_field("状态") << "," << csv_field("登记时间");
    for (const JsonReader& column : columns_) out_ << "," << csv_field(column.text("zh"));
    if (!item_columns_.empty()) out_ << "," << csv_field("项");
    for (const JsonReader& column : item_columns_) out_ << "," << csv_field(column.text("zh"));
    out_ << "\r\n";
  }
  void print(const JsonReader& entry) {
    const auto opened = base::parse_utc(entry.text("opened_at"));
    out_ << entry.text("number") << "  " << entry.object("state").text("zh") << "  "
         << (opened ? base::format_beijing(*opened) : "") << "\n";
    if (entry.has("sealed")) out_ << "  【已隔离】\n";
    print_values(columns_, told(entry), "  ");
    for (const JsonReader& item : entry.objects("items", kMaxRows)) {
      out_ << "  - " << item.text("item") << "\n";
      print_values(item_columns_, told(item), "      ");
    }
  }
  void print_values(const std::vector<JsonReader>& columns, const std::map<std::string, std::string>& said,
                    std::string_view indent) {
    for (const JsonReader& column : columns) {
      const auto value = said.find(column.text("id"));
      if (value != said.end()) out_ << indent << column.text("zh") << "：" << value->second << "\n";
    }
  }
  void csv_lines(const JsonReader& entry) {
    const std::string begin = csv_field(entry.text("number")) + "," +
                              csv_field(entry.object("state").text("zh")) + "," +
                              csv_field(entry.text("opened_at")) + csv_fields(columns_, told(entry));
    const auto items = entry.objects("items", kMaxRows);
    for (const JsonReader& item : items)
      out_ << begin << "," << csv_field(item.text("item")) << csv_fields(item_columns_, told(item)) << "\r\n";
    if (!items.empty()) return;
    out_ << begin << (item_columns_.empty() ? "" : ",\"\"") << csv_fields(item_columns_, {}) << "\r\n";
  }

  std::ostream& out_;
  const bool csv_;
  bool first_ = true;
  std::vector<JsonReader> columns_;
  std::vector<JsonReader> item_columns_;
};

using Ask = std::function<Result<JsonReader>(const std::string& target)>;

Result<void> print_pages(const std::string& path, bool all, bool csv, const Ask& ask, std::ostream& out) {
  Table table(out, csv);
  std::string after;
  do {
    const std::string more = after.empty() ? "" : "&after=" + http::percent_encode(after);
    YX_TRY(const JsonReader page, ask(path + "?limit=200" + (all ? "&all=true" : "") + more));
    table.page(page);
    after = page.optional_text("next").value_or("");
  } while (!after.empty());
  return {};
}

}  // namespace

Result<void> inventory_list(const InventoryListOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const JsonReader list, remote.get_json("/inventories"));
  for (const JsonReader& one : list.objects("inventories", kMaxRows)) {
    out << one.text("id") << "  " << one.text("zh") << "  程序 " << one.text("procedure")
        << (one.boolean("published") ? "  对外公开" : "") << "\n";
  }
  return {};
}

Result<void> inventory_show(const InventoryShowOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  return print_pages(
      "/inventories/" + http::percent_encode(options.inventory), options.all, options.csv,
      [&remote](const std::string& target) { return remote.get_json(target); }, out);
}

Result<void> inventory_published(const InventoryPublishedOptions& options, std::ostream& out) {
  YX_TRY(Remote remote, Remote::at(options.server));
  const std::string inventory =
      options.inventory.empty() ? std::string(kServicesInventory) : options.inventory;
  return print_pages(
      "/published-inventories/" + http::percent_encode(inventory), false, options.csv,
      [&remote](const std::string& target) -> Result<JsonReader> {
        YX_TRY(const base::Bytes body, remote.get(target));
        return JsonReader::parse(body);
      },
      out);
}

Result<void> inventory_measures(const MeasuresOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  const std::string query = options.month.empty() ? "" : "?month=" + http::percent_encode(options.month);
  YX_TRY(const JsonReader shown, remote.get_json("/service-measures" + query));
  out << shown.text("month") << " 服务实测\n";
  std::map<std::string, std::int64_t> promises;
  for (const JsonReader& one : shown.objects("promises", kMaxRows))
    promises[one.text("service")] = one.integer("hours", 0, INT64_MAX);
  std::string last;
  for (const JsonReader& one : shown.objects("measures", kMaxRows)) {
    const std::string service = one.text("service");
    if (service != last) {
      const auto promised = promises.find(service);
      out << service << "（"
          << (promised == promises.end() ? "服务目录未公布"
                                         : "承诺 " + std::to_string(promised->second) + " 小时")
          << "）\n";
    }
    last = service;
    out << "  " << one.text("zh") << "：";
    if (one.has("value"))
      out << one.integer("value", 0, INT64_MAX) << " " << one.text("unit") << "\n";
    else
      out << "没有可以计算的记录\n";
  }
  return {};
}

}  // namespace yinxin::command_line
