// The annual report on paper: figures and the five parts in the template of
// rules/documents/annual_report.toml.
#include <array>

#include "compliance/annual_paper.hpp"
#include "crypto/sm3.hpp"
#include "documents/service.hpp"
#include "files.hpp"
#include "proof/annual_report.hpp"
#include "report_command.hpp"
#include "rules_folder.hpp"

namespace yinxin::command_line {
namespace {

using base::Result;

constexpr std::string_view kTemplate = "annual_report";
constexpr const char* kDraftWord = "草稿";  // in the place of the provider's own: it is no number
/// Article 35, items 1 to 5.
constexpr std::array<std::string_view, 5> kParts{"conditions", "business", "conduct", "security",
                                                 "management"};

/// What people write: the day, to whom, who signs, the five parts.
Result<documents::Wish> read_words(const std::string& file) {
  YX_TRY(const base::TomlReader reader, base::TomlReader::load(file));
  documents::Wish wish;
  const auto dated = reader.get<base::Date>("date");
  for (const std::string_view name : {std::string_view("receiver"), std::string_view("signer")}) {
    if (const auto text = reader.get<std::string>(name)) wish.values[std::string(name)] = *text;
  }
  for (const std::string_view part : kParts) {
    if (const auto text = reader.get<std::string>(part)) wish.values[std::string(part)] = *text;
  }
  YX_CHECK(reader.finish());
  wish.dated = *dated;
  return wish;
}

}  // namespace

Result<void> report_draft(const ReportDraftOptions& options, std::ostream& out) {
  YX_TRY(const std::filesystem::path rules, find_rules(options.rules));
  YX_TRY(const base::Bytes octets, read_input(options.report));
  YX_TRY(const proof::AnnualReport report, proof::AnnualReport::parse(base::as_text(octets)));
  YX_TRY(documents::Wish wish, read_words(options.parts));
  wish.template_id = kTemplate;
  wish.issuer = report.provider;
  wish.word = kDraftWord;
  for (auto& [name, value] : compliance::annual_values(report, crypto::sm3(octets)))
    wish.values.insert_or_assign(name, std::move(value));
  constexpr std::chrono::hours kNoon(4);  // in Beijing: what is drawn tomorrow has the same octets
  const base::ManualClock clock(std::chrono::sys_days(wish.dated) + kNoon);
  const documents::Settings settings{"https://example.invalid", true};
  YX_TRY(const auto service, documents::Service::open(rules, settings, clock));
  YX_TRY(const documents::Draft draft, service->preview(wish, report.number, "0000000000000000"));
  YX_CHECK(write_public(options.out, draft.pdf));
  out << "已写入 " << options.out << "（草稿），" << draft.pdf.size() << " 字节，SM3 "
      << base::to_hex(draft.pdf_sm3) << "\n";
  return {};
}

}  // namespace yinxin::command_line
