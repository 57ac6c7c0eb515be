// What stands in the letters of a filing: their words, and the sealed part in DER (FORMAT.md). One form for
// one content. Private to this folder.
#pragma once

#include "filings/types.hpp"

namespace yinxin::filings {

/// The words of a submission.
struct Heading {
  std::string party;               // whose case it is: the sender
  std::string officer;             // account, at the sender, of who signed for it
  std::vector<std::string> roles;  // that the officer holds there
  std::string procedure;           // opens a case of it; empty: goes on in the conversation's case
  std::string scope;               // region of the case that is opened
};
exchange::Words words_of(const Heading& heading);
exchange::Words words_of(const Notice& notice);
/// Whether a letter is one of a filing at all.
bool is_of_filing(const exchange::Letter& letter);
/// Errors: Malformed `filings.content`.
base::Result<Heading> read_heading(const exchange::Words& words);

base::Bytes encode_deeds(const std::vector<Deed>& deeds);
base::Bytes encode_notice(const Notice& notice);
/// The same of a notice that may hold more than a letter does; it is shortened, in this order, until it fits:
/// what was entered in its steps goes (`shortened`; the documents have it), then the half of the periods that
/// ends last, then the older half of the steps, again and again. Words of the rules are short enough for what
/// is left.
base::Bytes encode_to_fit(Notice& notice);
/// Errors: Malformed `filings.content` (not what the encoder writes, or over a limit of types.hpp or
/// values.hpp).
base::Result<std::vector<Deed>> parse_deeds(base::ByteView octets);
base::Result<Notice> parse_notice(base::ByteView octets);

}  // namespace yinxin::filings
