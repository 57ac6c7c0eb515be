// Filings and their letters in JSON.
#pragma once

#include "filings/service.hpp"
#include "http/json_writer.hpp"
#include "http/problem.hpp"

namespace yinxin::endpoints {

/// Of a filing, without its letters. Into an open object.
void write_filing(http::JsonWriter& json, const filings::Filing& filing,
                  const procedure::Procedure* procedure);
/// Everything. What was entered is shown up to L2 by the procedure's levels, the rest is named as hidden;
/// what our own case did not follow is said in a sentence, with why.
std::string filing_json(const filings::Shown& shown, const procedure::Procedure* procedure,
                        const http::ErrorTexts& texts);
/// Whether a file of a letter is read for a reason alone: as of cases, above L1 (requirements 6.5).
/// `procedure` may be null: not known.
bool is_sealed(const filings::Shown& shown, const filings::LetterNote& letter, const filings::FileNote& file,
               const procedure::Procedure* procedure);
/// What who filed is answered: id, authority, procedure, scope, state.
std::string filing_receipt(const filings::Filing& filing);

}  // namespace yinxin::endpoints
