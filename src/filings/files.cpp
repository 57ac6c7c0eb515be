#include "filings/files.hpp"

#include <algorithm>

namespace yinxin::filings {

using procedure::Input;
using procedure::InputType;

namespace {

void add_cells(const Input& field, const procedure::Rows& rows, Names& names) {
  if (field.type != InputType::File) return;
  for (const auto& row : rows) {
    const auto cell = row.find(field.id);
    const auto* text = cell == row.end() ? nullptr : std::get_if<std::string>(&cell->second);
    if (text != nullptr) names.insert(*text);
  }
}

}  // namespace

void add_named(const procedure::Transition& transition, const procedure::Values& inputs, Names& names) {
  for (const Input& input : transition.inputs) {
    const auto entered = inputs.find(input.id);
    if (entered == inputs.end()) continue;
    if (const auto* rows = std::get_if<procedure::Rows>(&entered->second))
      for (const Input& field : input.fields) add_cells(field, *rows, names);
    const auto* text = std::get_if<std::string>(&entered->second);
    if (text != nullptr && input.type == InputType::File) names.insert(*text);
  }
}

std::optional<std::string> level_in(const procedure::Transition& transition, const procedure::Values& inputs,
                                    const std::string& sm3) {
  std::optional<std::string> level;
  const auto raise = [&](const std::string& one) {
    if (!level || *level < one) level = one;
  };
  for (const Input& input : transition.inputs) {
    const auto entered = inputs.find(input.id);
    if (entered == inputs.end()) continue;
    if (input.type == InputType::File && entered->second == procedure::Value(sm3)) raise(input.level);
    const auto* rows = std::get_if<procedure::Rows>(&entered->second);
    if (rows == nullptr) continue;
    for (const Input& field : input.fields) {
      Names named;
      add_cells(field, *rows, named);
      if (named.count(sm3) > 0) raise(std::max(input.level, field.level));
    }
  }
  return level;
}

Names names_of(const std::vector<File>& files) {
  Names names;
  for (const File& file : files) names.insert(base::to_hex(crypto::sm3(file.content)));
  return names;
}

Names names_of(const std::set<crypto::Sm3Digest>& digests) {
  Names names;
  for (const crypto::Sm3Digest& digest : digests) names.insert(base::to_hex(digest));
  return names;
}

base::Result<std::vector<File>> read_files(const exchange::Incoming& incoming) {
  const auto& attachments = incoming.letter.attachments;
  std::int64_t all = 0;
  for (const exchange::Attachment& one : attachments) all += one.size;
  if (all > kMaxTakenBytes) return base::make_error(base::ErrorKind::TooLarge, "filings.size", "files");
  std::vector<File> files;
  for (std::size_t i = 0; i < attachments.size(); ++i) {
    File file{attachments[i].name, attachments[i].media_type, {}};
    YX_TRY(file.content, incoming.file(i));
    files.push_back(std::move(file));
  }
  return files;
}

}  // namespace yinxin::filings
