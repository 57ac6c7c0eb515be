#include "endpoints/instruments/draw_json.hpp"

#include <algorithm>

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;
using supervision::Draw;

namespace {

constexpr std::array kPurposes{proof::DrawPurpose::Experts, proof::DrawPurpose::Objects,
                               proof::DrawPurpose::Officers};
constexpr std::size_t kMaxDrawWord = 64;  // of a purpose, a ground, an account
constexpr std::size_t kMaxExpertField = 300;
constexpr std::size_t kDrawers = 2;

proof::DrawPurpose read_draw_purpose(const http::JsonReader& body) {
  const std::string word = body.text("purpose", kMaxDrawWord);
  for (const proof::DrawPurpose purpose : kPurposes) {
    if (proof::draw_purpose_name(purpose) == word) return purpose;
  }
  body.fault("purpose", "experts, objects or officers");
  return proof::DrawPurpose::Experts;
}

Result<proof::PoolMember> read_member(const http::JsonReader& one) {
  proof::PoolMember member;
  member.id = one.text("id", proof::kMaxDrawName);
  const auto ground = one.optional_text("ground", kMaxDrawWord);
  auto reason = one.optional_text("reason", proof::kMaxNoteBytes);
  if (ground.has_value() != reason.has_value()) one.fault("reason", "ground and reason go together");
  if (!ground || !reason) return member;
  YX_TRY(const proof::ExclusionGround word, proof::parse_exclusion_ground(*ground));
  member.excluded = proof::Exclusion{word, std::move(*reason)};
  return member;
}

void write_outcome(http::JsonWriter& json, const Draw& draw) {
  if (!draw.seed) return;
  json.text("seed", base::to_hex(*draw.seed));
  json.array("selected", [&] {
    for (const std::string& id : draw.selected) json.item(id);
  });
}

}  // namespace

Result<supervision::NewDraw> read_new_draw(const http::JsonReader& body, bool first) {
  supervision::NewDraw wanted;
  if (first) {
    wanted.purpose = read_draw_purpose(body);
    wanted.matter = body.text("matter", proof::kMaxNoteBytes);
  }
  wanted.places =
      static_cast<std::uint64_t>(body.integer("places", 0, static_cast<std::int64_t>(proof::kMaxDrawPool)));
  wanted.field = body.optional_text("field", kMaxExpertField).value_or("");
  for (const http::JsonReader& one : body.objects("pool", proof::kMaxDrawPool)) {
    YX_TRY(proof::PoolMember member, read_member(one));
    wanted.pool.push_back(std::move(member));
  }
  const auto officers = body.texts("officers", kDrawers, kMaxDrawWord);
  if (officers.size() != kDrawers)
    body.fault("officers", "two accounts");
  else
    std::copy(officers.begin(), officers.end(), wanted.officers.begin());
  YX_CHECK(body.finish());
  return wanted;
}

void write_draw_head(http::JsonWriter& json, const proof::DrawStatement& statement,
                     supervision::DrawState state) {
  json.text("id", statement.draw).text("state", supervision::draw_state_name(state));
  json.text("zh", supervision::draw_state_zh(state));
  json.text("purpose", proof::draw_purpose_name(statement.purpose));
  json.text("purpose_zh", proof::draw_purpose_zh(statement.purpose));
  json.text("matter", statement.matter);
  json.integer("places", static_cast<std::int64_t>(statement.places));
  json.integer("members", static_cast<std::int64_t>(statement.members));
  json.array("officers", [&] {
    for (const std::string& officer : statement.officers) json.item(officer);
  });
  json.time("stated_at", statement.stated);
}

void write_pool(http::JsonWriter& json, const std::vector<proof::PoolMember>& pool) {
  json.array("pool", [&] {
    for (const proof::PoolMember& member : pool) {
      json.object([&] {
        json.text("id", member.id);
        if (!member.excluded) return;
        json.text("ground", proof::exclusion_ground_name(member.excluded->ground));
        json.text("ground_zh", proof::exclusion_ground_zh(member.excluded->ground));
        json.text("reason", member.excluded->reason);
      });
    }
  });
}

std::string draw_receipt(const Draw& draw) {
  http::JsonWriter json;
  json.object([&] {
    json.text("id", draw.statement.draw).text("state", supervision::draw_state_name(draw.state));
    json.text("statement", draw.statement.text());
    write_outcome(json, draw);
  });
  return json.text();
}

std::string draw_json(const Draw& draw) {
  http::JsonWriter json;
  json.object([&] {
    write_draw_head(json, draw.statement, draw.state);
    json.text("stated_by", draw.stated_by).text("region", draw.region);
    json.text("statement", draw.statement.text());
    if (draw.statement.replaces) {
      json.text("replaces", draw.statement.replaces->draw);
      json.text("reason", draw.statement.replaces->reason);
    }
    if (!draw.replaced_by.empty()) json.text("replaced_by", draw.replaced_by);
    write_pool(json, draw.pool);
    json.array("drawers", [&] {
      for (const supervision::Drawer& drawer : draw.drawers) {
        json.object([&] {
          json.text("officer", drawer.officer).boolean("committed", !drawer.note.empty());
          json.boolean("revealed", drawer.share.has_value());
        });
      }
    });
    write_outcome(json, draw);
  });
  return json.text();
}

Result<Draw> read_draw(const Supervision& office, const std::string& id, const officers::Actor& actor) {
  YX_TRY(const cases::Caller caller, instrument_caller(office, actor));
  YX_TRY(Draw draw, office.instruments.draws.find(id));
  const auto& drawers = draw.statement.officers;
  const bool draws = std::find(drawers.begin(), drawers.end(), actor.id) != drawers.end();
  if (!draws && !cases::lies_in(draw.region, *caller.reach))
    return make_error(ErrorKind::NotFound, "supervision.draw.none");
  return draw;
}

}  // namespace yinxin::endpoints
