// Files of letters, and which of them inputs name. Private to this folder.
#pragma once

#include <set>

#include "filings/types.hpp"

namespace yinxin::filings {

/// SM3 in hexadecimal, as inputs name files.
using Names = std::set<std::string>;

/// Adds what the deed's inputs name, rows included, by the types that the transition gives.
void add_named(const procedure::Transition& transition, const procedure::Values& inputs, Names& names);
/// The highest level of the inputs, rows included, that name this file; nothing: none does.
std::optional<std::string> level_in(const procedure::Transition& transition, const procedure::Values& inputs,
                                    const std::string& sm3);
Names names_of(const std::vector<File>& files);
Names names_of(const std::set<crypto::Sm3Digest>& digests);

/// All attachments, opened. Errors: TooLarge `filings.size` (over kMaxTakenBytes together); those of opening.
base::Result<std::vector<File>> read_files(const exchange::Incoming& incoming);

}  // namespace yinxin::filings
