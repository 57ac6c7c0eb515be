// A draw as the regulator's office keeps it (docs/design/draw.md).
#pragma once

#include "base/ids.hpp"
#include "proof/draw_record.hpp"

namespace yinxin::supervision {

using DrawId = base::Id<struct DrawTag>;

enum class DrawState : std::uint8_t {
  Pooled,     ///< 已公布抽取池: stated; none or one of the officers has committed
  Committed,  ///< 已承诺: both have
  Revealed,   ///< 已公开一份: one share is open; who has the other knows the outcome
  Drawn,      ///< 已抽取
  Redrawn,    ///< 已重新抽取: another draw took its place
};
/// "pooled", "committed", "revealed", "drawn", "redrawn".
std::string_view draw_state_name(DrawState state);
std::string_view draw_state_zh(DrawState state);

/// What a draw is to be.
struct NewDraw {
  proof::DrawPurpose purpose = proof::DrawPurpose::Experts;
  std::string matter;
  std::uint64_t places = 0;
  /// In any order. Of experts: only those whom the office excludes beyond what the register says
  /// (Experts::draw_pool).
  std::vector<proof::PoolMember> pool;
  std::string field{};                  ///< of experts: the speciality that is wanted; empty: any
  std::array<std::string, 2> officers;  ///< accounts of the two who draw, in any order
};

/// One of the two who draw.
struct Drawer {
  std::string officer;  ///< "officer/<id>"
  base::Bytes certificate;
  std::string note;  ///< empty: not committed yet
  std::optional<proof::DrawShare> share;
};

/// A draw as lists show it.
struct DrawHead {
  proof::DrawStatement statement;
  DrawState state = DrawState::Pooled;
};
/// Which draws are listed: those of `region` and below, and those that `drawer` draws; of one matter or of
/// all; stated before `before`.
struct DrawFilter {
  std::string region;
  std::string drawer;  ///< "officer/<id>"
  std::string matter{};
  std::optional<DrawId> before{};
};

struct Draw {
  proof::DrawStatement statement;
  DrawState state = DrawState::Pooled;
  std::string stated_by;
  std::string region;  ///< six digits: where who stated it works
  std::vector<proof::PoolMember> pool;
  std::array<Drawer, 2> drawers;
  std::optional<proof::Hash> seed;
  std::vector<std::string> selected;  ///< in the order of drawing
  std::string replaced_by;            ///< id of the draw that took its place
};

}  // namespace yinxin::supervision
