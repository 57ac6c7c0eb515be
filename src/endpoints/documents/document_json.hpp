// Documents of a case in JSON, and the values that an officer adds.
#pragma once

#include "endpoints/services.hpp"
#include "http/json_reader.hpp"
#include "http/json_writer.hpp"

namespace yinxin::endpoints {

/// Members of schema IssuedDocument.
void write_issued(http::JsonWriter& json, const papers::Issued& issued);
std::string issued_json(const papers::Issued& issued);

/// What a template asks for, as array `name` of schema DocumentField.
void write_fields(http::JsonWriter& json, std::string_view name, const std::vector<documents::Field>& fields);

/// The member "values" of `body` by the template's fields: numbers as integers, dates as YYYY-MM-DD, rows as
/// arrays of objects, everything else as texts. Another type, or a field that is not there, is a fault.
documents::Values read_values(const http::JsonReader& body, const documents::Template& form);

}  // namespace yinxin::endpoints
