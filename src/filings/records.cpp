#include "filings/service.hpp"
#include "filings/table.hpp"

namespace yinxin::filings {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

ledger::Act reading_act(const FilingId& filing, const MessageId& letter, const File& file,
                        const officers::Actor& actor) {
  ledger::Act act;
  act.code = proof::ActCode::PersonalDataViewed;
  act.object = "filing/" + filing.text();
  act.record = ledger::facts({{"actor", actor.id},
                              {"actor.signature_base", base::as_text(actor.signature_base)},
                              {"actor.signature", base::as_text(actor.signature)},
                              {"message", letter.text()},
                              {"file_sm3", base::to_hex(crypto::sm3(file.content))}});
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
  return Shown{std::move(filing), std::move(letters)};
}

void Records::file(const FilingId& filing, const MessageId& letter, std::int64_t position,
                   const officers::Actor& actor, base::Completion<File> done) const {
  auto found = find_file(house_.database, house_.vault, filing, letter, position);
  if (!found) return done(std::move(found).error());
  const auto file = std::make_shared<File>(*std::move(found));
  store::WriteSet set;
  house_.recorder.add(set, reading_act(filing, letter, *file, actor), house_.clock.now());
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
