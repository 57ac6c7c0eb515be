// A draw that nobody can bend and everybody can repeat (arts. 10, 30; 密码法 31): experts for a review, or
// the objects and officers of an inspection. The pool is stated first, two officers then commit to a share
// each, then open it, and the shares choose. docs/design/draw.md says the same for who writes another
// program.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "proof/merkle.hpp"

namespace yinxin::proof {

inline constexpr std::size_t kMaxDrawPool = 10'000;  // ours; below 2^16, the words that choose
inline constexpr std::size_t kMaxDrawName = 100;     // octets of an id; ours
inline constexpr std::size_t kMaxDrawText = 200;     // characters of a reason or matter; ours
inline constexpr std::size_t kDrawShareSize = 32;
using DrawShare = std::array<std::uint8_t, kDrawShareSize>;

enum class DrawPurpose : std::uint8_t { Experts, Objects, Officers };
/// "experts", "objects", "officers".
std::string_view draw_purpose_name(DrawPurpose purpose);
std::string_view draw_purpose_zh(DrawPurpose purpose);

/// Why somebody in the pool cannot be drawn (requirements 1, arts. 10 and 30), stated before the seed exists.
enum class ExclusionGround : std::uint8_t {
  SameEmployer,   ///< 同一单位, within three years
  Shareholder,    ///< 持股, within three years
  Consultancy,    ///< 顾问、业务往来, within three years
  Kinship,        ///< 近亲属
  Declared,       ///< 本人申请回避
  RecentlyDrawn,  ///< of objects: drawn and clean within three years
  Unavailable,    ///< 不能到场
  Other,
};
/// "same_employer" and so on.
std::string_view exclusion_ground_name(ExclusionGround ground);
std::string_view exclusion_ground_zh(ExclusionGround ground);
/// Errors: Malformed `proof.draw.pool`.
base::Result<ExclusionGround> parse_exclusion_ground(std::string_view name);

struct Exclusion {
  ExclusionGround ground = ExclusionGround::Other;
  std::string reason;  ///< one line, 1 to kMaxDrawText characters; names no third person
  friend bool operator==(const Exclusion&, const Exclusion&) = default;
};
struct PoolMember {
  std::string id;  ///< names no person: "expert/0042"
  std::optional<Exclusion> excluded;
  friend bool operator==(const PoolMember&, const PoolMember&) = default;
};

/// Sound: 1 to kMaxDrawPool members, ids ascending by octet and none twice. Errors: Malformed
/// `proof.draw.pool`.
base::Result<void> check_pool(const std::vector<PoolMember>& pool);
/// Root (merkle.hpp) over one leaf a member, in order: id LF, and for an excluded one ground LF reason LF.
Hash pool_root(const std::vector<PoolMember>& pool);
/// Ids that can be drawn, in order.
std::vector<std::string> eligible(const std::vector<PoolMember>& pool);

/// The draw that this one takes the place of.
struct ReplacedDraw {
  std::string draw;
  Hash statement{};    ///< digest() of its statement
  std::string reason;  ///< one line, 1 to kMaxDrawText characters
  friend bool operator==(const ReplacedDraw&, const ReplacedDraw&) = default;
};

/// All that is fixed before the first share: what the officers commit to, and what the ledger has.
struct DrawStatement {
  std::string draw;  ///< id of the draw, a UUID
  DrawPurpose purpose = DrawPurpose::Experts;
  std::string matter;        ///< what it is for: "case/XKSQ-2026-7"; one line
  std::uint64_t places = 0;  ///< how many are drawn: at least one, at most those eligible
  std::uint64_t members = 0;
  Hash pool{};                          ///< pool_root()
  std::array<std::string, 2> officers;  ///< "officer/<id>", ascending, two of them
  std::optional<ReplacedDraw> replaces;
  base::Time stated;  ///< whole seconds

  /// Lines "key: value", as docs/design/draw.md shows them.
  std::string text() const;
  /// Only what text() writes. Errors: Malformed `proof.draw.statement`.
  static base::Result<DrawStatement> parse(std::string_view text);
  /// SM3 of text().
  Hash digest() const;
  /// "draw/<id>": how acts name it.
  std::string object() const { return "draw/" + draw; }
  friend bool operator==(const DrawStatement&, const DrawStatement&) = default;
};

/// SM3("yinxin draw share v1" LF || officer LF || digest of the statement || share): nobody else's commitment
/// can be handed in as one's own.
Hash draw_commitment(std::string_view officer, const Hash& statement, const DrawShare& share);
/// What an officer signs to commit (as a note, its key name the officer): four lines,
///   "yinxin draw commitment v1" LF  officer LF  base64 of the statement's digest LF  base64 of the
///   commitment LF
std::string commitment_body(std::string_view officer, const Hash& statement, const Hash& commitment);

/// SM3("yinxin draw seed v1" LF || digest of the statement || share of the first officer || of the second).
Hash draw_seed(const Hash& statement, const DrawShare& first, const DrawShare& second);

/// Draws `places` of `ids` (1 to kMaxDrawPool, in the order of the pool), each set and each order of them as
/// likely as any other. The words are W(0), W(1), …: block j = SM3("yinxin draw stream v1" LF || seed || j in
/// 8 octets, big-endian) gives W(16 j) to W(16 j + 15), two octets each, big-endian. For i = 0 … places - 1:
/// m = count - i; take the next word w, again while w >= 65536 - 65536 mod m; swap the ids at i and
/// i + w mod m. The first `places` ids are drawn, in this order. More places than ids is a broken invariant.
std::vector<std::string> select(const Hash& seed, std::vector<std::string> ids, std::size_t places);

}  // namespace yinxin::proof
