// yinxin draw: draws at a regulator's office (docs/design/draw.md). Each of the two who draw keeps a share of
// 32 random octets in a file of their own until it is opened.
#pragma once

#include <ostream>
#include <vector>

#include "signed_remote.hpp"

namespace yinxin::command_line {

/// What is to be drawn from, by whom.
struct DrawWanted {
  /// File, a member a line: "provider/0042", excluded: "provider/0042 recently_drawn reason". Of experts only
  /// whom the office excludes; empty: nobody.
  std::string pool;
  std::string field;  ///< of experts: the speciality that is wanted; empty: any
  std::int64_t places = 0;
  std::vector<std::string> drawers;  ///< two accounts
  std::string id_out;                ///< file for the draw's id; empty: none
};

struct DrawStateOptions : DrawWanted {
  SignedAs as;
  std::string purpose;  ///< experts, objects, officers
  std::string matter;
};
/// Errors: Malformed `yinxin.draw.pool` with the line; those of supervision::Draws::state.
base::Result<void> draw_state(const DrawStateOptions& options, std::ostream& out);

struct DrawRedrawOptions : DrawWanted {
  SignedAs as;
  std::string draw;
  std::string reason;
};
/// Errors: as draw_state; those of supervision::Draws::redraw.
base::Result<void> draw_redraw(const DrawRedrawOptions& options, std::ostream& out);

struct DrawCommitOptions {
  SignedAs as;
  std::string draw;
  std::string share;  ///< file of the share, made new (0600); one that is there is used again
};
/// Holds the pool that is shown against the statement, writes the share, signs the commitment with the
/// officer's key and hands it in. Errors: Refused `yinxin.draw.statement` (the server shows another pool or
/// other officers than the statement says), Malformed `yinxin.draw.share`; those of
/// supervision::Draws::commit.
base::Result<void> draw_commit(const DrawCommitOptions& options, std::ostream& out);
/// Opens it. Errors: Malformed `yinxin.draw.share`; those of supervision::Draws::reveal.
base::Result<void> draw_reveal(const DrawCommitOptions& options, std::ostream& out);

struct DrawListOptions {
  SignedAs as;
  std::string matter;
};
base::Result<void> draw_list(const DrawListOptions& options, std::ostream& out);

struct DrawShowOptions {
  SignedAs as;
  std::string draw;
};
base::Result<void> draw_show(const DrawShowOptions& options, std::ostream& out);

struct DrawFileOptions {
  SignedAs as;
  std::string draw;
  std::string out;
};
/// The record for `yinxin-audit draw`; waits some seconds for the ledger's head. Errors: those of
/// supervision::Draws::record.
base::Result<void> draw_file(const DrawFileOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
