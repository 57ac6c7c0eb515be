#include "crypto/sm3_lanes.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "crypto/cpu.hpp"

namespace yinxin::crypto {
namespace {

using sm3_math::kBlockSize;

constexpr std::size_t kLengthSize = 8;  // GB/T 32905 5.2: the length in bits ends the last block
constexpr std::uint8_t kPaddingStart = 0x80;

/// The blocks of one job, in order.
class Blocks {
 public:
  Blocks() = default;
  explicit Blocks(const Sm3Job& job) : job_(&job), size_(job.head.size() + job.body.size()) {}

  const Sm3Job* job() const { return job_; }
  bool done() const { return at_ >= size_ + 1 + kLengthSize; }
  /// The next block; `room` is where one is put together that does not lie in the body as it is.
  const std::uint8_t* next(std::array<std::uint8_t, kBlockSize>& room) {
    const std::size_t from = at_;
    at_ += kBlockSize;
    const std::size_t head = job_->head.size();
    if (from >= head && at_ <= size_) return job_->body.data() + (from - head);
    std::size_t filled = 0;
    filled += copy(job_->head, from, room, filled);
    filled += copy(job_->body, from + filled - head, room, filled);
    pad(room, filled, from);
    return room.data();
  }

 private:
  static std::size_t copy(base::ByteView part, std::size_t from, std::array<std::uint8_t, kBlockSize>& room,
                          std::size_t filled) {
    if (from >= part.size()) return 0;
    const std::size_t count = std::min(part.size() - from, kBlockSize - filled);
    std::memcpy(room.data() + filled, part.data() + from, count);
    return count;
  }
  void pad(std::array<std::uint8_t, kBlockSize>& room, std::size_t filled, std::size_t from) const {
    if (filled == kBlockSize) return;
    std::memset(room.data() + filled, 0, kBlockSize - filled);
    if (from + filled == size_) room[filled] = kPaddingStart;  // else it stood in the block before
    if (done())
      put_big_endian(room.data() + kBlockSize - kLengthSize, 8 * (std::uint64_t{size_} + job_->prefix), 8);
  }

  const Sm3Job* job_ = nullptr;
  std::size_t size_ = 0;
  std::size_t at_ = 0;
};

void run_singly(std::span<const Sm3Job> jobs) {
  std::array<std::uint8_t, kBlockSize> room;
  Sm3State state;
  for (const Sm3Job& job : jobs) {
    state = *job.state;
    for (Blocks blocks(job); !blocks.done();) sm3_compress(state, blocks.next(room), 1);
    for (std::size_t i = 0; i < 8; ++i) put_big_endian(job.digest->data() + 4 * i, state[i], 4);
  }
  base::wipe(room);
  base::wipe({reinterpret_cast<std::uint8_t*>(state.data()), sizeof state});
}

#if defined(__x86_64__)

/// Word i of all lanes lies together.
template <int Lanes>
struct Streams {
  typedef std::uint32_t Words __attribute__((vector_size(4 * Lanes)));
  Words state[8];
  Words words[16];
};

[[gnu::target("avx2")]] void compress(Streams<8>& streams) {
  sm3_math::compress(streams.state, streams.words);
}
[[gnu::target("avx512f,avx512bw,avx512dq,avx512vl")]] void compress(Streams<16>& streams) {
  sm3_math::compress(streams.state, streams.words);
}

/// Each lane takes the next job when it has finished one; a lane without a job hashes what is left in it.
template <int Lanes>
void run_in_lanes(std::span<const Sm3Job> jobs) {
  Streams<Lanes> streams{};
  Blocks lanes[Lanes];
  std::array<std::uint8_t, kBlockSize> room;
  std::size_t next = 0;
  int busy = 0;
  const auto take = [&](int lane) {
    lanes[lane] = next < jobs.size() ? Blocks(jobs[next]) : Blocks();
    if (next == jobs.size()) return;
    for (int i = 0; i < 8; ++i) streams.state[i][lane] = (*jobs[next].state)[static_cast<std::size_t>(i)];
    ++next;
    ++busy;
  };
  for (int lane = 0; lane < Lanes; ++lane) take(lane);
  while (busy > 0) {
    for (int lane = 0; lane < Lanes; ++lane) {
      if (lanes[lane].job() == nullptr) continue;
      const std::uint8_t* const block = lanes[lane].next(room);
      for (int i = 0; i < 16; ++i) streams.words[i][lane] = big_endian_word(block + 4 * i);
    }
    compress(streams);
    for (int lane = 0; lane < Lanes; ++lane) {
      if (lanes[lane].job() == nullptr || !lanes[lane].done()) continue;
      std::uint8_t* const digest = lanes[lane].job()->digest->data();
      for (int i = 0; i < 8; ++i) put_big_endian(digest + 4 * i, streams.state[i][lane], 4);
      --busy;
      take(lane);
    }
  }
  base::wipe(room);
  base::wipe({reinterpret_cast<std::uint8_t*>(&streams), sizeof streams});
}

#endif

}  // namespace

int sm3_lanes() {
  return cpu().avx512 ? 16 : cpu().avx2 ? 8 : 1;
}

void sm3_run(std::span<const Sm3Job> jobs) {
  sm3_run_with(jobs.size() > 1 ? sm3_lanes() : 1, jobs);
}

void sm3_run_with(int lanes, std::span<const Sm3Job> jobs) {
#if defined(__x86_64__)
  if (lanes == 16 && cpu().avx512) return run_in_lanes<16>(jobs);
  if (lanes == 8 && cpu().avx2) return run_in_lanes<8>(jobs);
#endif
  if (lanes != 1) throw std::invalid_argument("sm3: so many lanes are not there");
  run_singly(jobs);
}

}  // namespace yinxin::crypto
