// A procedure as the rules have it, in JSON: what the console's generic pages are drawn from.
#pragma once

#include "http/json_writer.hpp"
#include "procedure/procedure.hpp"

namespace yinxin::endpoints {

/// States, items, transitions with their inputs, gates, separations, clocks, each with its articles (schema
/// Procedure of the contract).
std::string procedure_json(const procedure::Procedure& procedure);

/// "person", "timer", "submission", "child_case".
std::string_view origin_name(procedure::Origin origin);
void write_texts(http::JsonWriter& json, std::string_view name, const std::vector<std::string>& texts);

}  // namespace yinxin::endpoints
