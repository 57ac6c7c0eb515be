// The folder of templates.
#include <algorithm>

#include "base/files.hpp"
#include "base/toml.hpp"
#include "documents/service.hpp"

namespace yinxin::documents {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::size_t kMaxTemplateBytes = 256 * 1024;  // ours are a few KiB

/// Texts of src/registration stand in the same folder and have no `kind`. What is no TOML counts as ours, so
/// that somebody says so.
bool is_template(std::string_view text, const std::string& file) {
  const auto reader = base::TomlReader::parse(text, file);
  return !reader || reader->has("kind");
}

}  // namespace

Result<Templates> Templates::load(const std::filesystem::path& folder, Faults& faults) {
  std::vector<std::filesystem::path> files;
  std::error_code failure;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failure)) {
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  }
  if (failure) return make_error(ErrorKind::Unavailable, "documents.folder", folder.string());
  std::sort(files.begin(), files.end());
  Templates templates;
  for (const auto& path : files) {
    YX_TRY(const base::Bytes octets, base::read_file(path, kMaxTemplateBytes));
    const std::string file = "rules/documents/" + path.filename().string();
    if (!is_template(base::as_text(octets), file)) continue;
    auto paper = read_template(base::as_text(octets), file, faults);
    if (!paper) continue;
    const auto same = [&](const Template& other) { return other.version == paper->version; };
    if (std::any_of(templates.templates_.begin(), templates.templates_.end(), same)) {
      faults.push_back(Fault{file + ":1", "template " + paper->id, "同一版本的模板重复。",
                             "This version is there twice."});
    } else {
      templates.templates_.push_back(*std::move(paper));
    }
  }
  return templates;
}

const Template* Templates::find(std::string_view id, base::Date day) const {
  const Template* newest = nullptr;
  for (const Template& paper : templates_) {
    if (paper.id != id || paper.in_force_from > day) continue;
    if (newest == nullptr || paper.in_force_from > newest->in_force_from) newest = &paper;
  }
  return newest;
}

}  // namespace yinxin::documents
