// The files that steps name.
#include <algorithm>

#include "cases/file_table.hpp"
#include "cases/plan.hpp"

namespace yinxin::cases {

using base::ErrorKind;
using base::make_error;
using base::Result;
using procedure::Input;
using procedure::InputType;

namespace {

/// A file as a step names it.
struct NamedFile {
  std::string where;  // "<input>", "<section>.<field>"
  std::string digest;
  std::string level;
};

void add_named(std::vector<NamedFile>& named, const Input& input, const procedure::Rows& rows) {
  for (const auto& row : rows) {
    for (const Input& field : input.fields) {
      const auto cell = row.find(field.id);
      if (field.type != InputType::File || cell == row.end()) continue;
      const auto* digest = std::get_if<std::string>(&cell->second);
      if (digest != nullptr)
        named.push_back({input.id + "." + field.id, *digest, std::max(input.level, field.level)});
    }
  }
}

std::vector<NamedFile> files_named(const procedure::Transition& transition, const procedure::Values& inputs) {
  std::vector<NamedFile> named;
  for (const Input& input : transition.inputs) {
    const auto entered = inputs.find(input.id);
    if (entered == inputs.end()) continue;
    if (const auto* rows = std::get_if<procedure::Rows>(&entered->second)) add_named(named, input, *rows);
    const auto* digest = std::get_if<std::string>(&entered->second);
    if (input.type == InputType::File && digest != nullptr) named.push_back({input.id, *digest, input.level});
  }
  return named;
}

Result<crypto::Sm3Digest> read_digest(const std::string& hexadecimal) {
  YX_TRY(const base::Bytes octets, base::from_hex(hexadecimal));
  crypto::Sm3Digest digest{};
  if (octets.size() != digest.size()) return make_error(ErrorKind::Malformed, "procedure.input");
  std::copy(octets.begin(), octets.end(), digest.begin());
  return digest;
}

}  // namespace

Result<void> Plan::bring_files(Dossier& dossier, const Event& event,
                               const procedure::Transition& transition) const {
  if (event.attempt.origin != procedure::Origin::Person) return {};
  const Keeps& keeps = desk_.options.keeps;
  std::vector<std::string> found_ids;  // all or none: the plan may go on without the step
  const FilePlace place{dossier.the_case.number, dossier.the_case.procedure, event.attempt.actor};
  for (const NamedFile& one : files_named(transition, event.attempt.inputs)) {
    YX_TRY(const crypto::Sm3Digest digest, read_digest(one.digest));
    YX_TRY(const auto found, find_file(desk_.house.database, desk_.house.vault, place, digest));
    if (!found) {
      YX_TRY(const bool kept, keeps ? keeps(dossier.the_case, one.where, digest) : Result<bool>(false));
      if (!kept) return make_error(ErrorKind::Refused, "cases.file.none", one.where);
      continue;
    }
    if (found->level < one.level) return make_error(ErrorKind::Refused, "cases.file.level", one.where);
    found_ids.push_back(found->id);
  }
  dossier.files.insert(dossier.files.end(), found_ids.begin(), found_ids.end());
  return {};
}

}  // namespace yinxin::cases
