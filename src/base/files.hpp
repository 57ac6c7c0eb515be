// Whole files in and out. Writing replaces a file so that after a power cut there is the old one or the new
// one.
#pragma once

#include <sys/types.h>

#include <filesystem>

#include "base/bytes.hpp"

namespace yinxin::base {

/// The error of a failed system call on a file: NotFound `base.file.missing` (ENOENT), Unavailable
/// `base.file.full` (ENOSPC, EDQUOT), Internal `base.file.failed` (everything else). The detail is "doing
/// path: reason".
Error file_error(int error_number, std::string_view doing, const std::filesystem::path& path);

/// Reads a regular file of at most `max_bytes`. Errors: those of file_error(); TooLarge
/// `base.file.too_large`; Refused `base.file.not_regular` (folder, pipe, device: they have no size to hold
/// to).
Result<Bytes> read_file(const std::filesystem::path& path, std::size_t max_bytes);

/// Creates or replaces `path` with exactly these permission bits, whatever the umask. On return content and
/// name are durable. On an error before the name changed, the old file stands and the new one is removed.
/// Errors: those of file_error(). `base.file.failed` while syncing the folder means that the new file has its
/// name, and that only its durability is unknown.
Result<void> write_file_durably(const std::filesystem::path& path, ByteView content, mode_t mode);

}  // namespace yinxin::base
