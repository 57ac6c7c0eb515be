#include "document_command.hpp"

#include "documents/service.hpp"
#include "files.hpp"
#include "rules_folder.hpp"

namespace yinxin::command_line {
namespace {

using base::Result;

constexpr std::int64_t kMostDocuments = 1'000'000;  // of a series and year; more than any organ writes

struct Sample {
  documents::Wish wish;
  std::int64_t position = 1;
};

/// issuer, date, word and n (or number), and the table [values].
Result<Sample> read_sample(const std::filesystem::path& file) {
  YX_TRY(const base::TomlReader reader, base::TomlReader::load(file));
  Sample sample;
  const auto issuer = reader.get<std::string>("issuer");
  const auto dated = reader.get<base::Date>("date");
  const auto word = reader.get_or<std::string>("word", "");
  const auto number = reader.get_or<std::string>("number", "");
  const auto position = reader.integer("n", 1, kMostDocuments, 1);
  const base::TomlValue* values = reader.value("values");
  const auto* table = values == nullptr ? nullptr : std::get_if<base::TomlTable>(&values->content);
  if (table == nullptr) (void)reader.fault("values", "is no table");
  YX_CHECK(reader.finish());
  sample.wish.issuer = *issuer;
  sample.wish.dated = *dated;
  sample.wish.word = *word;
  sample.wish.number = *number;
  sample.position = *position;
  YX_TRY(sample.wish.values, documents::values_from(*table));
  return sample;
}

}  // namespace

Result<void> document_preview(const DocumentPreviewOptions& options, std::ostream& out) {
  YX_TRY(const std::filesystem::path rules, find_rules(options.rules));
  const std::filesystem::path example = rules / "documents/examples" / (options.template_id + ".toml");
  YX_TRY(Sample sample,
         read_sample(options.values.empty() ? example : std::filesystem::path(options.values)));
  // Noon in Beijing of the document's own day: what is drawn tomorrow has the same octets.
  constexpr std::chrono::hours kNoon(4);
  const base::ManualClock clock(std::chrono::sys_days(sample.wish.dated) + kNoon);
  const documents::Settings settings{options.site, true};
  YX_TRY(const auto service, documents::Service::open(rules, settings, clock));
  sample.wish.template_id = options.template_id;
  sample.wish.copy = documents::Copy{options.copy, options.copy_index, options.copy_count};
  const documents::Template* paper = service->templates().find(options.template_id, sample.wish.dated);
  if (paper != nullptr && options.copy.empty() && !paper->copies.empty())
    sample.wish.copy.mark = paper->copies.front();
  YX_TRY(const documents::Draft draft, service->preview(sample.wish, sample.position, "0000000000000000"));
  YX_CHECK(write_public(options.out, draft.pdf));
  out << draft.template_version << "：" << draft.number << "，" << draft.pdf.size() << " 字节，SM3 "
      << base::to_hex(draft.pdf_sm3) << "\n";
  return {};
}

}  // namespace yinxin::command_line
