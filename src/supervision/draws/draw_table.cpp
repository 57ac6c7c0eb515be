#include "supervision/draws/draw_table.hpp"

#include "supervision/draws/service.hpp"

#include <map>

namespace yinxin::supervision {

using base::ErrorKind;
using base::make_error;
using base::Result;
using store::Value;

namespace {

constexpr std::string_view kInsert =
    "INSERT INTO draw (id, purpose, matter, state, statement, stated_by, stated_at, replaces, region) "
    "VALUES ($1, $2, $3, 'pooled', $4, $5, $6, $7, $8)";
constexpr std::string_view kInsertMember =
    "INSERT INTO draw_member (draw, member, ground, reason) VALUES ($1, $2, $3, $4)";
constexpr std::string_view kInsertOfficer =
    "INSERT INTO draw_officer (draw, position, officer) VALUES ($1, $2, $3)";
constexpr std::string_view kMove = "UPDATE draw SET state = $3 WHERE id = $1 AND state = $2";
constexpr std::string_view kCommit =
    "UPDATE draw_officer SET certificate = $3, note = $4, committed_at = $5 "
    "WHERE draw = $1 AND position = $2 AND note IS NULL";
constexpr std::string_view kMarkCommitted =
    "UPDATE draw SET state = 'committed' WHERE id = $1 AND state = 'pooled' AND NOT EXISTS "
    "(SELECT 1 FROM draw_officer WHERE draw_officer.draw = $1 AND note IS NULL)";
constexpr std::string_view kReveal =
    "UPDATE draw_officer SET share = $3, revealed_at = $4 WHERE draw = $1 AND position = $2 AND share IS "
    "NULL";
constexpr std::string_view kResult =
    "UPDATE draw SET state = 'drawn', seed = $2, drawn_at = $3 WHERE id = $1 AND state = 'revealed'";
constexpr std::string_view kPlace =
    "UPDATE draw_member SET place = $3 WHERE draw = $1 AND member = $2 AND ground IS NULL";
constexpr std::string_view kFind =
    "SELECT statement, state, stated_by, seed, (SELECT other.id FROM draw AS other WHERE other.replaces = "
    "draw.id), region "
    "FROM draw WHERE id = $1";
// Regions end in zeros for what is below them: '530000' has the prefix '53'. Ids of draws are UUIDv7, so
// their order is that of stating.
constexpr std::string_view kDrawnFor =
    "SELECT m.member FROM draw AS d LEFT JOIN draw_member AS m ON m.draw = d.id AND m.place IS NOT NULL "
    "WHERE d.matter = $1 AND d.purpose = 'experts' AND d.state <> 'redrawn' ORDER BY d.stated_at, m.place";
constexpr std::string_view kListDraws =
    "SELECT statement, state FROM draw WHERE id < $1 AND (CAST($2 AS TEXT) = '' OR matter = CAST($2 AS "
    "TEXT)) "
    "AND (substr(region, 1, length(CAST($3 AS TEXT))) = CAST($3 AS TEXT) OR EXISTS (SELECT 1 FROM "
    "draw_officer "
    "WHERE draw_officer.draw = draw.id AND draw_officer.officer = $4)) ORDER BY id DESC LIMIT $5";
constexpr std::string_view kFindMembers =
    "SELECT member, ground, reason, place FROM draw_member WHERE draw = $1 ORDER BY member";
constexpr std::string_view kFindOfficers =
    "SELECT officer, certificate, note, share FROM draw_officer WHERE draw = $1 ORDER BY position";

constexpr std::array kStates{DrawState::Pooled, DrawState::Committed, DrawState::Revealed, DrawState::Drawn,
                             DrawState::Redrawn};

base::Error changed() {
  return make_error(ErrorKind::Conflict, "supervision.draw.state");
}
base::Error damaged(const char* what) {
  return make_error(ErrorKind::Internal, "supervision.draw.stored", what);
}

/// What all regions in this reach begin with.
std::string prefix_of(std::string_view reach) {
  while (reach.size() >= 2 && reach.ends_with("00")) reach.remove_suffix(2);
  return std::string(reach);
}

Result<DrawState> parse_state(std::string_view name) {
  for (const DrawState state : kStates) {
    if (draw_state_name(state) == name) return state;
  }
  return damaged("state");
}

Result<proof::PoolMember> to_member(const store::Row& row) {
  proof::PoolMember member;
  member.id = row.text(0);
  if (row.is_null(1)) return member;
  YX_TRY(const proof::ExclusionGround ground, proof::parse_exclusion_ground(row.text(1)));
  member.excluded = proof::Exclusion{ground, row.text(2)};
  return member;
}

Result<Drawer> to_drawer(const store::Row& row) {
  Drawer drawer;
  drawer.officer = row.text(0);
  if (!row.is_null(1)) drawer.certificate = row.blob(1);
  if (!row.is_null(2)) drawer.note = row.text(2);
  if (row.is_null(3)) return drawer;
  if (row.blob(3).size() != proof::kDrawShareSize) return damaged("share");
  drawer.share.emplace();
  std::copy(row.blob(3).begin(), row.blob(3).end(), drawer.share->begin());
  return drawer;
}

Result<void> read_members(const store::Rows& rows, Draw& draw) {
  std::map<std::int64_t, std::string> places;
  for (const store::Row& row : rows) {
    YX_TRY(proof::PoolMember member, to_member(row));
    if (!row.is_null(3)) places[row.integer(3)] = member.id;
    draw.pool.push_back(std::move(member));
  }
  for (auto& [place, id] : places) draw.selected.push_back(std::move(id));
  return {};
}

}  // namespace

std::string_view draw_state_name(DrawState state) {
  constexpr std::array<std::string_view, 5> kNames{"pooled", "committed", "revealed", "drawn", "redrawn"};
  return kNames.at(static_cast<std::size_t>(state));
}
std::string_view draw_state_zh(DrawState state) {
  constexpr std::array<std::string_view, 5> kNames{"已公布抽取池", "已承诺", "已公开一份份额", "已抽取",
                                                   "已重新抽取"};
  return kNames.at(static_cast<std::size_t>(state));
}

void insert_draw(store::WriteSet& set, const Draw& draw) {
  const proof::DrawStatement& statement = draw.statement;
  Value replaces = store::kNull;
  if (statement.replaces) replaces = statement.replaces->draw;
  set.add(kInsert,
          {statement.draw, std::string(proof::draw_purpose_name(statement.purpose)), statement.matter,
           statement.text(), draw.stated_by, base::to_micros(statement.stated), replaces, draw.region});
  for (const proof::PoolMember& member : draw.pool) {
    Value ground = store::kNull, reason = store::kNull;
    if (member.excluded) {
      ground = std::string(proof::exclusion_ground_name(member.excluded->ground));
      reason = member.excluded->reason;
    }
    set.add(kInsertMember, {statement.draw, member.id, ground, reason});
  }
  for (std::size_t i = 0; i < statement.officers.size(); ++i) {
    set.add(kInsertOfficer, {statement.draw, static_cast<std::int64_t>(i), statement.officers[i]});
  }
}

void move_draw(store::WriteSet& set, const std::string& id, DrawState from, DrawState to) {
  set.add_expecting(1, changed(), kMove,
                    {id, std::string(draw_state_name(from)), std::string(draw_state_name(to))});
}

void keep_commitment(store::WriteSet& set, const std::string& id, std::size_t position, const Drawer& drawer,
                     base::Time at) {
  // First the draw's row: of two who commit at once the second waits here, and then sees the first's.
  move_draw(set, id, DrawState::Pooled, DrawState::Pooled);
  set.add_expecting(
      1, changed(), kCommit,
      {id, static_cast<std::int64_t>(position), drawer.certificate, drawer.note, base::to_micros(at)});
  set.add_any(kMarkCommitted, {id});
}

void keep_share(store::WriteSet& set, const std::string& id, std::size_t position,
                const proof::DrawShare& share, base::Time at) {
  set.add_expecting(1, changed(), kReveal,
                    {id, static_cast<std::int64_t>(position), base::to_bytes(share), base::to_micros(at)});
}

void keep_result(store::WriteSet& set, const Draw& draw, base::Time at) {
  const std::string& id = draw.statement.draw;
  set.add_expecting(1, changed(), kResult, {id, base::to_bytes(*draw.seed), base::to_micros(at)});
  for (std::size_t i = 0; i < draw.selected.size(); ++i) {
    set.add(kPlace, {id, draw.selected[i], static_cast<std::int64_t>(i)});
  }
}

Result<Draw> find_draw(store::Database& database, const std::string& id) {
  Draw draw;
  const auto in_snapshot = [&](store::Connection& connection) -> Result<void> {
    YX_TRY(const auto rows, connection.query(kFind, {id}));
    if (rows.empty()) return make_error(ErrorKind::NotFound, "supervision.draw.none");
    const store::Row& row = rows.front();
    YX_TRY(draw.statement, proof::DrawStatement::parse(row.text(0)));
    YX_TRY(draw.state, parse_state(row.text(1)));
    draw.stated_by = row.text(2);
    if (!row.is_null(3)) {
      YX_TRY(draw.seed, proof::to_hash(row.blob(3)));
    }
    if (!row.is_null(4)) draw.replaced_by = row.text(4);
    draw.region = row.text(5);
    YX_TRY(const auto members, connection.query(kFindMembers, {id}));
    YX_CHECK(read_members(members, draw));
    YX_TRY(const auto officers, connection.query(kFindOfficers, {id}));
    if (officers.size() != draw.drawers.size()) return damaged("officers");
    for (std::size_t i = 0; i < officers.size(); ++i) {
      YX_TRY(draw.drawers[i], to_drawer(officers[i]));
    }
    return {};
  };
  YX_CHECK(database.read(in_snapshot));
  return draw;
}

Result<std::vector<DrawHead>> list_draws(store::Database& database, const DrawFilter& filter,
                                         std::int64_t limit) {
  const std::string last = filter.before ? filter.before->text() : "g";  // behind every hexadecimal digit
  YX_TRY(const auto rows,
         database.query(kListDraws, {last, filter.matter, prefix_of(filter.region), filter.drawer, limit}));
  std::vector<DrawHead> found;
  for (const store::Row& row : rows) {
    DrawHead& head = found.emplace_back();
    YX_TRY(head.statement, proof::DrawStatement::parse(row.text(0)));
    YX_TRY(head.state, parse_state(row.text(1)));
  }
  return found;
}

Result<std::optional<std::vector<std::string>>> drawn_for(store::Database& database,
                                                          const std::string& matter) {
  YX_TRY(const auto rows, database.query(kDrawnFor, {matter}));
  if (rows.empty()) return std::optional<std::vector<std::string>>();
  std::vector<std::string> drawn;
  for (const store::Row& row : rows) {
    if (!row.is_null(0)) drawn.push_back(row.text(0));
  }
  return std::optional(std::move(drawn));
}

}  // namespace yinxin::supervision
