#include "proof/draw.hpp"

#include <charconv>
#include <stdexcept>

#include "base/ids.hpp"
#include "proof/frontier.hpp"
#include "proof/note.hpp"
#include "x509/text.hpp"

namespace yinxin::proof {
namespace {

using base::ErrorKind;
using base::Result;

constexpr std::string_view kFirstLine = "yinxin draw statement v1\n";
constexpr std::string_view kNone = "-";
constexpr std::uint32_t kWords = 65'536;  // of two octets

struct PurposeInfo {
  DrawPurpose purpose;
  std::string_view name;
  std::string_view zh;
};
constexpr std::array kPurposes{
    PurposeInfo{DrawPurpose::Experts, "experts", "评审专家"},
    PurposeInfo{DrawPurpose::Objects, "objects", "检查对象"},
    PurposeInfo{DrawPurpose::Officers, "officers", "检查人员"},
};
struct GroundInfo {
  ExclusionGround ground;
  std::string_view name;
  std::string_view zh;
};
constexpr std::array kGrounds{
    GroundInfo{ExclusionGround::SameEmployer, "same_employer", "三年内同一单位"},
    GroundInfo{ExclusionGround::Shareholder, "shareholder", "三年内持股"},
    GroundInfo{ExclusionGround::Consultancy, "consultancy", "三年内担任顾问或者有业务往来"},
    GroundInfo{ExclusionGround::Kinship, "kinship", "近亲属关系"},
    GroundInfo{ExclusionGround::Declared, "declared", "本人申请回避"},
    GroundInfo{ExclusionGround::RecentlyDrawn, "recently_drawn", "三年内已抽中且未发现问题"},
    GroundInfo{ExclusionGround::Unavailable, "unavailable", "不能到场"},
    GroundInfo{ExclusionGround::Other, "other", "其他"},
};

base::Error bad_statement(std::string_view what) {
  return base::make_error(ErrorKind::Malformed, "proof.draw.statement", std::string(what));
}

/// One line that shows all that it says.
bool is_line(std::string_view text) {
  const auto characters = x509::count_characters(text);
  if (!characters || *characters == 0 || *characters > kMaxDrawText || text == kNone) return false;
  for (std::size_t at = 0; at < text.size();) {
    const auto code = x509::next_code_point(text, at);
    if (!code || x509::is_hidden(*code)) return false;
  }
  return true;
}

bool is_id(std::string_view id) {
  return id.size() <= kMaxDrawName && is_note_name(id);
}

bool is_uuid(std::string_view text) {
  const auto uuid = base::parse_uuid(text);
  return uuid && base::format_uuid(*uuid) == text;
}

/// The value of the next line, which begins with "key: ".
Result<std::string_view> take(std::string_view& rest, std::string_view key) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return bad_statement(key);
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  if (!line.starts_with(key)) return bad_statement(key);
  line.remove_prefix(key.size());
  if (!line.starts_with(": ")) return bad_statement(key);
  return line.substr(2);
}

Result<std::uint64_t> take_count(std::string_view& rest, std::string_view key) {
  YX_TRY(const std::string_view text, take(rest, key));
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return bad_statement(key);
  if (value < 1 || value > kMaxDrawPool) return bad_statement(key);
  return value;
}

Result<Hash> read_hash(std::string_view base64, std::string_view key) {
  const auto octets = base::from_base64(base64);
  if (!octets || octets->size() != crypto::kSm3Size) return bad_statement(key);
  return to_hash(*octets);
}

Result<std::optional<ReplacedDraw>> take_replaced(std::string_view& rest) {
  YX_TRY(const std::string_view first, take(rest, "replaces"));
  YX_TRY(const std::string_view reason, take(rest, "reason"));
  if (first == kNone && reason == kNone) return std::optional<ReplacedDraw>();
  const std::size_t space = first.find(' ');
  if (space == std::string_view::npos || !is_line(reason)) return bad_statement("replaces");
  ReplacedDraw replaced;
  replaced.draw = std::string(first.substr(0, space));
  if (!is_uuid(replaced.draw)) return bad_statement("replaces");
  YX_TRY(replaced.statement, read_hash(first.substr(space + 1), "replaces"));
  replaced.reason = std::string(reason);
  return std::optional(replaced);
}

Result<DrawPurpose> parse_purpose(std::string_view name) {
  for (const PurposeInfo& info : kPurposes) {
    if (info.name == name) return info.purpose;
  }
  return bad_statement("purpose");
}

/// Two-octet words of SM3 blocks, as select() says.
class Words {
 public:
  explicit Words(const Hash& seed) : seed_(seed) {}
  std::uint32_t next() {
    if (at_ == block_.size()) fill();
    const std::uint32_t word = std::uint32_t{block_[at_]} << 8 | block_[at_ + 1];
    at_ += 2;
    return word;
  }

 private:
  void fill() {
    base::Bytes input = base::to_bytes("yinxin draw stream v1\n");
    base::append(input, seed_);
    base::append_u64(input, number_++);
    block_ = crypto::sm3(input);
    at_ = 0;
  }
  const Hash seed_;
  std::uint64_t number_ = 0;
  Hash block_{};
  std::size_t at_ = crypto::kSm3Size;
};

}  // namespace

std::string_view draw_purpose_name(DrawPurpose purpose) {
  return kPurposes.at(static_cast<std::size_t>(purpose)).name;
}
std::string_view draw_purpose_zh(DrawPurpose purpose) {
  return kPurposes.at(static_cast<std::size_t>(purpose)).zh;
}
std::string_view exclusion_ground_name(ExclusionGround ground) {
  return kGrounds.at(static_cast<std::size_t>(ground)).name;
}
std::string_view exclusion_ground_zh(ExclusionGround ground) {
  return kGrounds.at(static_cast<std::size_t>(ground)).zh;
}

Result<ExclusionGround> parse_exclusion_ground(std::string_view name) {
  for (const GroundInfo& info : kGrounds) {
    if (info.name == name) return info.ground;
  }
  return base::make_error(ErrorKind::Malformed, "proof.draw.pool", "ground");
}

Result<void> check_pool(const std::vector<PoolMember>& pool) {
  const auto bad = [](const std::string& what) {
    return base::make_error(ErrorKind::Malformed, "proof.draw.pool", what);
  };
  if (pool.empty() || pool.size() > kMaxDrawPool) return bad("1 to 10000 members");
  for (std::size_t i = 0; i < pool.size(); ++i) {
    const PoolMember& member = pool[i];
    const std::string which = "member " + std::to_string(i);
    if (!is_id(member.id)) return bad(which + ": id");
    if (i > 0 && pool[i - 1].id >= member.id) return bad(which + ": order of ids, or one twice");
    if (member.excluded && !is_line(member.excluded->reason)) return bad(which + ": reason");
  }
  return {};
}

Hash pool_root(const std::vector<PoolMember>& pool) {
  Frontier tree;
  for (const PoolMember& member : pool) {
    std::string leaf = member.id + "\n";
    if (member.excluded) {
      leaf +=
          std::string(exclusion_ground_name(member.excluded->ground)) + "\n" + member.excluded->reason + "\n";
    }
    tree.append(leaf_hash(base::as_bytes(leaf)));
  }
  return tree.root();
}

std::vector<std::string> eligible(const std::vector<PoolMember>& pool) {
  std::vector<std::string> ids;
  for (const PoolMember& member : pool) {
    if (!member.excluded) ids.push_back(member.id);
  }
  return ids;
}

std::string DrawStatement::text() const {
  std::string out(kFirstLine);
  const auto line = [&out](std::string_view key, std::string_view value) {
    out.append(key).append(": ").append(value).append("\n");
  };
  line("draw", draw);
  line("purpose", draw_purpose_name(purpose));
  line("matter", matter);
  line("places", std::to_string(places));
  line("members", std::to_string(members));
  line("pool", base::to_base64(pool));
  line("officer", officers[0]);
  line("officer", officers[1]);
  line("replaces",
       replaces ? replaces->draw + " " + base::to_base64(replaces->statement) : std::string(kNone));
  line("reason", replaces ? replaces->reason : std::string(kNone));
  line("stated", base::format_utc(stated));
  return out;
}

Result<DrawStatement> DrawStatement::parse(std::string_view text) {
  std::string_view rest = text;
  if (!rest.starts_with(kFirstLine)) return bad_statement("first line");
  rest.remove_prefix(kFirstLine.size());
  DrawStatement read;
  YX_TRY(const std::string_view draw, take(rest, "draw"));
  YX_TRY(const std::string_view purpose, take(rest, "purpose"));
  YX_TRY(const std::string_view matter, take(rest, "matter"));
  YX_TRY(read.places, take_count(rest, "places"));
  YX_TRY(read.members, take_count(rest, "members"));
  YX_TRY(const std::string_view pool, take(rest, "pool"));
  YX_TRY(const std::string_view first, take(rest, "officer"));
  YX_TRY(const std::string_view second, take(rest, "officer"));
  YX_TRY(read.replaces, take_replaced(rest));
  YX_TRY(const std::string_view stated, take(rest, "stated"));
  if (!is_uuid(draw)) return bad_statement("draw");
  read.draw = std::string(draw);
  YX_TRY(read.purpose, parse_purpose(purpose));
  if (!is_line(matter)) return bad_statement("matter");
  read.matter = std::string(matter);
  YX_TRY(read.pool, read_hash(pool, "pool"));
  if (!is_id(first) || !is_id(second) || first >= second) return bad_statement("officer");
  read.officers = {std::string(first), std::string(second)};
  const auto time = base::parse_utc(stated);
  if (!time) return bad_statement("stated");
  read.stated = *time;
  if (read.text() != text) return bad_statement("not in canonical form");
  return read;
}

Hash DrawStatement::digest() const {
  return crypto::sm3(base::as_bytes(text()));
}

Hash draw_commitment(std::string_view officer, const Hash& statement, const DrawShare& share) {
  base::Bytes input = base::to_bytes("yinxin draw share v1\n" + std::string(officer) + "\n");
  base::append(input, statement);
  base::append(input, share);
  return crypto::sm3(input);
}

std::string commitment_body(std::string_view officer, const Hash& statement, const Hash& commitment) {
  return "yinxin draw commitment v1\n" + std::string(officer) + "\n" + base::to_base64(statement) + "\n" +
         base::to_base64(commitment) + "\n";
}

Hash draw_seed(const Hash& statement, const DrawShare& first, const DrawShare& second) {
  base::Bytes input = base::to_bytes("yinxin draw seed v1\n");
  base::append(input, statement);
  base::append(input, first);
  base::append(input, second);
  return crypto::sm3(input);
}

std::vector<std::string> select(const Hash& seed, std::vector<std::string> ids, std::size_t places) {
  if (places > ids.size() || ids.size() > kMaxDrawPool) throw std::invalid_argument("draw: places");
  Words words(seed);
  for (std::size_t i = 0; i < places; ++i) {
    const auto left = static_cast<std::uint32_t>(ids.size() - i);
    const std::uint32_t limit = kWords - kWords % left;  // a multiple of `left`: every remainder as often
    std::uint32_t word = words.next();
    while (word >= limit) word = words.next();
    std::swap(ids[i], ids[i + word % left]);
  }
  ids.resize(places);
  return ids;
}

}  // namespace yinxin::proof
