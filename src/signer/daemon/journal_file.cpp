#include "signer/daemon/journal_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <memory>

#include "base/files.hpp"
#include "signer/fields.hpp"

namespace yinxin::signer {
namespace {

using base::ErrorKind;
using base::make_error;
using base::Result;

constexpr std::string_view kHead =
    "yinxin journal 3";  // 1 had no certificates, only their SM3; 2 had no acts
constexpr std::size_t kRecordHeadBytes = 8;
constexpr std::size_t kReadBufferBytes = 1024 * 1024;

base::Error unavailable(std::string detail) {
  return make_error(ErrorKind::Unavailable, "signer.journal", std::move(detail));
}

base::Error damaged(std::uint64_t offset, std::string_view what) {
  return make_error(ErrorKind::Internal, "signer.journal_damaged",
                    "at octet " + std::to_string(offset) + ": " + std::string(what));
}

crypto::Sm3Digest link(const crypto::Sm3Digest& chain, base::ByteView body) {
  return crypto::Sm3().update(chain).update(body).finish();
}

Result<void> check_head(std::string_view head) {
  if (head == kHead) return {};
  const std::string_view name = kHead.substr(0, kHead.size() - 1);
  const bool has_version = head.size() == kHead.size() && head.back() >= '0' && head.back() <= '9';
  if (!head.starts_with(name) || !has_version) return damaged(0, "not a journal");
  return make_error(
      ErrorKind::Refused, "signer.journal_version",
      "its format is version " + std::string(1, head.back()) + ", this program's is " + kHead.back());
}

/// The size in a record's head, or nothing when the head is not one.
std::optional<std::size_t> body_size(base::ByteView head) {
  FieldReader in(head);
  const std::uint32_t size = in.u32();
  const std::uint32_t inverse = in.u32();
  if (in.failed() || size != ~inverse || size == 0 || size > JournalFile::kMaxBodyBytes) return std::nullopt;
  return size;
}

/// Reads up to `size` octets at `offset`; fewer at the end of the file.
Result<base::Bytes> read_at(int fd, std::uint64_t offset, std::size_t size) {
  base::Bytes bytes(size);
  std::size_t done = 0;
  while (done < size) {
    const ssize_t got = pread(fd, bytes.data() + done, size - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return unavailable(with_errno("reading"));
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  bytes.resize(done);
  return bytes;
}

Result<void> write_at(int fd, std::uint64_t offset, base::ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t put = pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return unavailable(with_errno("writing"));
    offset += static_cast<std::uint64_t>(put);
    bytes = bytes.subspan(static_cast<std::size_t>(put));
  }
  return {};
}

/// Reads ahead in large pieces: replay touches every octet once.
class SequentialReader {
 public:
  explicit SequentialReader(int fd, std::uint64_t from) : fd_(fd), next_(from) {}
  /// The next `size` octets, fewer at the end.
  Result<base::ByteView> take(std::size_t size) {
    if (buffer_.size() - used_ < size) {
      buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(used_));
      used_ = 0;
      YX_TRY(const base::Bytes more, read_at(fd_, next_, kReadBufferBytes));
      next_ += more.size();
      base::append(buffer_, more);
    }
    const std::size_t here = std::min(size, buffer_.size() - used_);
    const base::ByteView taken = base::ByteView(buffer_).subspan(used_, here);
    used_ += here;
    return taken;
  }

 private:
  int fd_;
  std::uint64_t next_;
  base::Bytes buffer_;
  std::size_t used_ = 0;
};

}  // namespace

Result<JournalFile> JournalFile::open(const std::string& path, const OnRecord& on_record) {
  JournalFile file;
  struct stat info {};
  if (stat(path.c_str(), &info) != 0) YX_CHECK(file.create(path));
  file.fd_ = Fd(::open(path.c_str(), O_RDWR | O_CLOEXEC));
  if (!file.fd_) return unavailable(with_errno("opening " + path));
  if (flock(file.fd_.get(), LOCK_EX | LOCK_NB) != 0) {
    return make_error(ErrorKind::Conflict, "signer.journal_in_use", "another daemon holds " + path);
  }
  YX_CHECK(file.replay(on_record));
  return file;
}

Result<void> JournalFile::create(const std::string& path) {
  const auto written = base::write_file_durably(path, base::as_bytes(kHead), 0600);
  if (!written) return unavailable(base::describe(written.error()));
  return {};
}

Result<void> JournalFile::replay(const OnRecord& on_record) {
  SequentialReader reader(fd_.get(), 0);
  {
    YX_TRY(const base::ByteView head, reader.take(kHead.size()));
    YX_CHECK(check_head(base::as_text(head)));
    chain_ = crypto::sm3(head);
    size_ = head.size();
  }
  while (true) {
    YX_TRY(const base::ByteView head, reader.take(kRecordHeadBytes));
    if (head.empty()) return {};
    std::size_t got = head.size();
    if (head.size() == kRecordHeadBytes) {
      const auto size = body_size(head);
      if (!size) return damaged(size_, "not the head of a record");
      YX_TRY(const base::ByteView rest, reader.take(*size + crypto::kSm3Size));
      got += rest.size();
      if (rest.size() == *size + crypto::kSm3Size) {
        const base::ByteView body = rest.first(*size);
        const crypto::Sm3Digest next = link(chain_, body);
        if (!base::equal(next, rest.subspan(*size))) return damaged(size_, "the chain does not hold");
        YX_CHECK(on_record(size_, body));
        chain_ = next;
        size_ += got;
        continue;
      }
    }
    removed_bytes_ = got;  // a record that the end of the file cuts short
    if (ftruncate(fd_.get(), static_cast<off_t>(size_)) != 0 || fdatasync(fd_.get()) != 0) {
      return unavailable(with_errno("removing an unfinished last record"));
    }
    return {};
  }
}

Result<std::vector<std::uint64_t>> JournalFile::append(std::span<const base::Bytes> bodies) {
  if (broken_)
    return unavailable("the state of the disk is unknown since an earlier error; start the daemon anew");
  FieldWriter out;
  std::vector<std::uint64_t> offsets;
  crypto::Sm3Digest chain = chain_;
  for (const base::Bytes& body : bodies) {
    if (body.empty() || body.size() > kMaxBodyBytes) return unavailable("a record over its limit");
    offsets.push_back(size_ + out.size());
    const auto size = static_cast<std::uint32_t>(body.size());
    chain = link(chain, body);
    out.u32(size).u32(~size).fixed(body).fixed(chain);
  }
  const base::Bytes octets = std::move(out).take();
  const Result<void> written = write_at(fd_.get(), size_, octets);
  if (!written) {
    // Nothing was answered yet: taking the written part back leaves the journal as it was.
    if (ftruncate(fd_.get(), static_cast<off_t>(size_)) != 0) broken_ = true;
    return written.error();
  }
  if (fdatasync(fd_.get()) != 0) {
    broken_ = true;
    return unavailable(with_errno("syncing"));
  }
  size_ += octets.size();
  chain_ = chain;
  return offsets;
}

Result<base::Bytes> JournalFile::read(std::uint64_t offset) const {
  YX_TRY(const base::Bytes head, read_at(fd_.get(), offset, kRecordHeadBytes));
  const auto size = body_size(head);
  if (!size) return damaged(offset, "not the head of a record");
  YX_TRY(base::Bytes body, read_at(fd_.get(), offset + kRecordHeadBytes, *size));
  if (body.size() != *size) return damaged(offset, "a record cut short");
  return body;
}

}  // namespace yinxin::signer
