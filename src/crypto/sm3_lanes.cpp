#include "crypto/sm3_lanes.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <stdexcept>

#include "crypto/cpu.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

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
  /// How many of the next blocks lie in the body as they are, one after the other.
  std::size_t straight() const {
    return at_ < job_->head.size() || at_ > size_ ? 0 : (size_ - at_) / kBlockSize;
  }
  void skip(std::size_t blocks) { at_ += blocks * kBlockSize; }
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

/// One block of each lane, as big-endian words.
template <int Lanes>
using LaneBlocks = std::array<const std::uint8_t*, Lanes>;

// The words of all lanes are brought together by exchanging halves, quarters and single words: log2(lanes)
// steps of as many shuffles as there are lanes, where word by word would be lanes * 16 loads and stores.

/// Words `from` to `from + 7` of eight blocks.
[[gnu::target("avx2")]] void load_eight(Streams<8>& streams, const LaneBlocks<8>& blocks, int from) {
  const __m256i turn = _mm256_set_epi8(12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15,
                                       8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3);
  __m256i row[8], pair[8];
  for (std::size_t i = 0; i < 8; ++i) {
    const auto* at = reinterpret_cast<const __m256i*>(blocks[i] + 4 * from);
    row[i] = _mm256_shuffle_epi8(_mm256_loadu_si256(at), turn);
  }
  for (int i = 0; i < 8; i += 2) {
    pair[i] = _mm256_unpacklo_epi32(row[i], row[i + 1]);
    pair[i + 1] = _mm256_unpackhi_epi32(row[i], row[i + 1]);
  }
  for (int i = 0; i < 8; i += 4) {
    for (int j = 0; j < 2; ++j) {
      row[i + 2 * j] = _mm256_unpacklo_epi64(pair[i + j], pair[i + 2 + j]);
      row[i + 2 * j + 1] = _mm256_unpackhi_epi64(pair[i + j], pair[i + 2 + j]);
    }
  }
  for (int i = 0; i < 4; ++i) {
    streams.words[from + i] =
        reinterpret_cast<Streams<8>::Words>(_mm256_permute2x128_si256(row[i], row[i + 4], 0x20));
    streams.words[from + i + 4] =
        reinterpret_cast<Streams<8>::Words>(_mm256_permute2x128_si256(row[i], row[i + 4], 0x31));
  }
}

[[gnu::target("avx2")]] void compress(Streams<8>& streams, const LaneBlocks<8>& blocks) {
  load_eight(streams, blocks, 0);
  load_eight(streams, blocks, 8);
  sm3_math::compress(streams.state, streams.words);
}

[[gnu::target("avx512f,avx512bw,avx512dq,avx512vl")]] void load(Streams<16>& streams,
                                                                const LaneBlocks<16>& blocks) {
  const __m512i turn =
      _mm512_broadcast_i32x4(_mm_set_epi8(12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3));
  __m512i row[16], other[16];
  for (std::size_t i = 0; i < 16; ++i) row[i] = _mm512_shuffle_epi8(_mm512_loadu_si512(blocks[i]), turn);
  for (int i = 0; i < 16; i += 2) {
    other[i] = _mm512_unpacklo_epi32(row[i], row[i + 1]);
    other[i + 1] = _mm512_unpackhi_epi32(row[i], row[i + 1]);
  }
  for (int i = 0; i < 16; i += 4) {
    for (int j = 0; j < 2; ++j) {
      row[i + 2 * j] = _mm512_unpacklo_epi64(other[i + j], other[i + 2 + j]);
      row[i + 2 * j + 1] = _mm512_unpackhi_epi64(other[i + j], other[i + 2 + j]);
    }
  }
  // Quarter q of row[4 g + w] has word 4 q + w of lanes 4 g to 4 g + 3.
  for (int w = 0; w < 4; ++w) {
    const __m512i even_low = _mm512_shuffle_i32x4(row[w], row[4 + w], 0x88);
    const __m512i odd_low = _mm512_shuffle_i32x4(row[w], row[4 + w], 0xDD);
    const __m512i even_high = _mm512_shuffle_i32x4(row[8 + w], row[12 + w], 0x88);
    const __m512i odd_high = _mm512_shuffle_i32x4(row[8 + w], row[12 + w], 0xDD);
    using Words = Streams<16>::Words;
    streams.words[w] = reinterpret_cast<Words>(_mm512_shuffle_i32x4(even_low, even_high, 0x88));
    streams.words[4 + w] = reinterpret_cast<Words>(_mm512_shuffle_i32x4(odd_low, odd_high, 0x88));
    streams.words[8 + w] = reinterpret_cast<Words>(_mm512_shuffle_i32x4(even_low, even_high, 0xDD));
    streams.words[12 + w] = reinterpret_cast<Words>(_mm512_shuffle_i32x4(odd_low, odd_high, 0xDD));
  }
}

[[gnu::target("avx512f,avx512bw,avx512dq,avx512vl")]] void compress(Streams<16>& streams,
                                                                    const LaneBlocks<16>& blocks) {
  load(streams, blocks);
  sm3_math::compress(streams.state, streams.words);
}

/// Each lane takes the next job when it has finished one; a lane without a job hashes what is left in it.
template <int Lanes>
void run_in_lanes(std::span<const Sm3Job> jobs) {
  Streams<Lanes> streams{};
  Blocks lanes[Lanes];
  std::array<std::uint8_t, kBlockSize> room[Lanes]{};
  LaneBlocks<Lanes> blocks;
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
    std::size_t together =
        std::numeric_limits<std::size_t>::max();  // so many blocks until a lane wants something else
    for (std::size_t lane = 0; lane < Lanes; ++lane) {
      const bool idle = lanes[lane].job() == nullptr;
      if (!idle) together = std::min(together, lanes[lane].straight());
      blocks[lane] = idle ? room[lane].data() : lanes[lane].next(room[lane]);
    }
    compress(streams, blocks);
    for (std::size_t more = 1; more < together; ++more) {
      for (std::size_t lane = 0; lane < Lanes; ++lane)
        blocks[lane] += lanes[lane].job() == nullptr ? 0 : kBlockSize;
      compress(streams, blocks);
    }
    for (Blocks& lane : lanes) lane.skip(together > 1 ? together - 1 : 0);
    for (int lane = 0; lane < Lanes; ++lane) {
      if (lanes[lane].job() == nullptr || !lanes[lane].done()) continue;
      std::uint8_t* const digest = lanes[lane].job()->digest->data();
      for (int i = 0; i < 8; ++i) put_big_endian(digest + 4 * i, streams.state[i][lane], 4);
      --busy;
      take(lane);
    }
  }
  base::wipe({room[0].data(), sizeof room});
  base::wipe({reinterpret_cast<std::uint8_t*>(&streams), sizeof streams});
}

template <int Lanes>
void run_blocks_in_lanes(const Sm3State& state, std::span<const Sm3Block> blocks,
                         std::span<Sm3Digest> digests) {
  Streams<Lanes> streams;
  LaneBlocks<Lanes> lanes;
  for (std::size_t from = 0; from < blocks.size(); from += Lanes) {
    const std::size_t count = std::min<std::size_t>(Lanes, blocks.size() - from);
    for (std::size_t lane = 0; lane < Lanes; ++lane)
      lanes[lane] = blocks[from + std::min(lane, count - 1)].data();
    for (std::size_t i = 0; i < 8; ++i) streams.state[i] = typename Streams<Lanes>::Words{} + state[i];
    compress(streams, lanes);
    for (std::size_t i = 0; i < 8; ++i) {
      for (std::size_t lane = 0; lane < count; ++lane)
        put_big_endian_word(digests[from + lane].data() + 4 * i, streams.state[i][lane]);
    }
  }
  base::wipe({reinterpret_cast<std::uint8_t*>(&streams), sizeof streams});
}

#endif

void run_blocks_singly(const Sm3State& state, std::span<const Sm3Block> blocks,
                       std::span<Sm3Digest> digests) {
  Sm3State after;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    after = state;
    sm3_compress(after, blocks[i].data(), 1);
    for (std::size_t w = 0; w < 8; ++w) put_big_endian_word(digests[i].data() + 4 * w, after[w]);
  }
  base::wipe({reinterpret_cast<std::uint8_t*>(after.data()), sizeof after});
}

void require_one(int lanes) {
  if (lanes != 1) throw std::invalid_argument("sm3: so many lanes are not there");
}

}  // namespace

void sm3_run_blocks(const Sm3State& state, std::span<const Sm3Block> blocks, std::span<Sm3Digest> digests) {
  sm3_run_blocks_with(blocks.size() > 2 ? sm3_lanes() : 1, state, blocks, digests);
}

void sm3_run_blocks_with(int lanes, const Sm3State& state, std::span<const Sm3Block> blocks,
                         std::span<Sm3Digest> digests) {
  if (blocks.size() != digests.size()) throw std::invalid_argument("sm3: as many digests as blocks");
#if defined(__x86_64__)
  if (lanes == 16 && cpu().avx512) return run_blocks_in_lanes<16>(state, blocks, digests);
  if (lanes == 8 && cpu().avx2) return run_blocks_in_lanes<8>(state, blocks, digests);
#endif
  require_one(lanes);
  run_blocks_singly(state, blocks, digests);
}

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
  require_one(lanes);
  run_singly(jobs);
}

}  // namespace yinxin::crypto
