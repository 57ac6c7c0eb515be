// What somebody enters into a step of a procedure: read from JSON by the types that the rules give, and
// described for who has to draw the form.
#pragma once

#include "http/json_reader.hpp"
#include "http/json_writer.hpp"
#include "procedure/procedure.hpp"

namespace yinxin::endpoints {

/// The member "inputs" of `body`, by the inputs of `transition`: texts, integers, true or false, "YYYY-MM-DD"
/// for dates, lists of texts, arrays of objects for rows. A member of another type, or one that the rules do
/// not name, is a fault of `body`; what is missing or out of range is for procedure::advance to say.
procedure::Values read_inputs(const http::JsonReader& body, const procedure::Transition& transition);

/// "text", "integer", "money" (fen), "date", "flag", "code", "file" (SM3 in hexadecimal), "reference",
/// "texts", "region", "rows".
std::string_view input_type_name(procedure::InputType type);

/// A member with what was entered: as read_inputs() takes it.
void write_value(http::JsonWriter& json, std::string_view name, const procedure::Value& value);

/// Members zh and en.
void write_label(http::JsonWriter& json, const procedure::Label& label);
/// Array "inputs" of {id, type, zh, en, help_zh, help_en, required, conditional, min, max, level, codes
/// [{code, zh, en}]}; of one that is asked for under a condition also shown_conditionally, of rows also
/// fields, as these.
void write_inputs(http::JsonWriter& json, const procedure::Transition& transition);

}  // namespace yinxin::endpoints
