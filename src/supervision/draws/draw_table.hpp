// Rows of the tables draw, draw_member and draw_officer (schema/0013_draws.sql,
// 0020_instruments.sql). Private to this folder.
#pragma once

#include "store/connection.hpp"
#include "store/write_set.hpp"
#include "supervision/draws/types.hpp"

namespace yinxin::supervision {

/// A draw that was just stated. In the commit: Conflict `supervision.draw.state` when the one it replaces was
/// replaced by another.
void insert_draw(store::WriteSet& set, const Draw& draw);
/// In the commit: Conflict `supervision.draw.state` unless it is in `from`.
void move_draw(store::WriteSet& set, const std::string& id, DrawState from, DrawState to);
/// The officer's commitment; with both there, the draw is committed. In the commit: Conflict
/// `supervision.draw.state`.
void keep_commitment(store::WriteSet& set, const std::string& id, std::size_t position, const Drawer& drawer,
                     base::Time at);
/// In the commit: Conflict `supervision.draw.state` when the share is there already.
void keep_share(store::WriteSet& set, const std::string& id, std::size_t position,
                const proof::DrawShare& share, base::Time at);
/// The second share has come: drawn, with seed and places. In the commit: Conflict `supervision.draw.state`.
void keep_result(store::WriteSet& set, const Draw& draw, base::Time at);

/// Errors: NotFound `supervision.draw.none`; Internal `supervision.draw.stored`.
base::Result<Draw> find_draw(store::Database& database, const std::string& id);

/// Errors: those of the store; Internal `supervision.draw.stored`.
base::Result<std::vector<DrawHead>> list_draws(store::Database& database, const DrawFilter& filter,
                                               std::int64_t limit);

}  // namespace yinxin::supervision
