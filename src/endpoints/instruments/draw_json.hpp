// A draw in JSON, as the contract has it, and who may see one.
#pragma once

#include "endpoints/instruments/operations.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

inline constexpr std::size_t kMaxDrawBody = std::size_t{4} << 20;  // kMaxDrawPool members with their reasons

/// Body of drawState and drawRedraw: places, pool [{id, ground, reason}], officers; with `first`, a redraw's,
/// neither purpose nor matter. Errors: those of JsonReader::finish() and parse_exclusion_ground().
base::Result<supervision::NewDraw> read_new_draw(const http::JsonReader& body, bool first);

/// "pool": each member with who is excluded and why.
void write_pool(http::JsonWriter& json, const std::vector<proof::PoolMember>& pool);

/// Schema DrawReceipt: what a write answers.
std::string draw_receipt(const supervision::Draw& draw);
/// Schema Draw.
std::string draw_json(const supervision::Draw& draw);
/// Members of schema DrawHead.
void write_draw_head(http::JsonWriter& json, const proof::DrawStatement& statement,
                     supervision::DrawState state);

/// A draw that the actor may see: an officer of the business in whose reach it lies, or one of the two who
/// draw. Errors: those of instrument_caller(); NotFound `supervision.draw.none`; those of Draws::find.
base::Result<supervision::Draw> read_draw(const Supervision& office, const std::string& id,
                                          const officers::Actor& actor);

}  // namespace yinxin::endpoints
