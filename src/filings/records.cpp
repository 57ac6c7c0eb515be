#include <algorithm>

#include "filings/files.hpp"
#include "filings/matter_table.hpp"
#include "filings/service.hpp"
#include "filings/table.hpp"

namespace yinxin::filings {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kIssuedLevel = "L1";   // the party has it, and who works on the case wrote it
constexpr std::string_view kUnknownLevel = "L3";  // as every letter is sealed

ledger::Act reading_act(const Records::FilePlace& place, const File& file, const std::string& reason,
                        const officers::Actor& actor) {
  ledger::Act act;
  act.code = proof::ActCode::PersonalDataViewed;
  act.object = "filing/" + place.filing.text();
  act.record = ledger::facts({{"actor", actor.id},
                              {"actor.signature_base", base::as_text(actor.signature_base)},
                              {"actor.signature", base::as_text(actor.signature)},
                              {"message", place.letter.text()},
                              {"file_sm3", base::to_hex(crypto::sm3(file.content))},
                              {"reason", reason}});
  return act;
}

}  // namespace

Result<std::vector<Filing>> Records::list(const Filter& filter, const std::string& after,
                                          std::int64_t limit) const {
  const auto bad = [] { return make_error(ErrorKind::Malformed, "filings.cursor"); };
  if (limit < 1 || limit > kMaxPage) return bad();
  base::Bytes before;
  if (!after.empty()) {
    const auto id = FilingId::parse(after);
    if (!id) return bad();
    before = base::to_bytes(id->bytes());
  }
  return list_filings(house_.database, filter, before, limit);
}

Result<Filing> Records::find(const FilingId& id) const {
  YX_TRY(auto found, find_filing(house_.database, id));
  if (!found) return make_error(ErrorKind::NotFound, "filings.none");
  return *std::move(found);
}

Result<Shown> Records::read(const FilingId& id) const {
  YX_TRY(Filing filing, find(id));
  YX_TRY(std::vector<LetterNote> letters, find_letters(house_.database, house_.vault, id));
  YX_TRY(std::vector<Matter> matters, find_matters(house_.database, id));
  return Shown{std::move(filing), std::move(letters), std::move(matters)};
}

std::string Records::level_of(const Shown& shown, const LetterNote& letter, const FileNote& file,
                              const procedure::Procedure* procedure) {
  if (letter.notice) return std::string(kIssuedLevel);
  if (procedure == nullptr) return std::string(kUnknownLevel);
  const std::string sm3 = base::to_hex(file.sm3);
  std::optional<std::string> level;
  for (const LetterNote& one : shown.letters) {
    for (const Deed& deed : one.deeds) {
      for (const procedure::Transition& transition : procedure->transitions) {
        if (transition.event == deed.event)
          level = std::max(level, level_in(transition, deed.inputs, sm3));  // nothing is below L0
      }
    }
  }
  return level.value_or(std::string(kUnknownLevel));
}

void Records::file(const FilePlace& place, const officers::Actor& actor, base::Completion<File> done) const {
  give(place, "", actor, std::move(done));
}

void Records::look_at_file(const FilePlace& place, const std::string& reason, const officers::Actor& actor,
                           base::Completion<File> done) const {
  if (!cases::is_reason(reason)) return done(make_error(ErrorKind::Malformed, "filings.reason"));
  give(place, reason, actor, std::move(done));
}

void Records::give(const FilePlace& place, const std::string& reason, const officers::Actor& actor,
                   base::Completion<File> done) const {
  auto found = find_file(house_.database, house_.vault, place.filing, place.letter, place.position);
  if (!found) return done(std::move(found).error());
  const auto file = std::make_shared<File>(*std::move(found));
  store::WriteSet set;
  house_.recorder.add(set, reading_act(place, *file, reason, actor), house_.clock.now());
  house_.lane.submit(std::move(set), [file, done = std::move(done)](Result<store::Committed> stored) {
    if (!stored) return done(std::move(stored).error());
    done(std::move(*file));
  });
}

Result<store::WriteSet> Records::receipted(const exchange::Receipted& receipted) const {
  store::WriteSet set;
  note_receipt(set, receipted, house_.clock.now());
  return set;
}

}  // namespace yinxin::filings
