// The provider's side: what an authority tells of its cases, and how our own follow them.
#include <algorithm>

#include "filings/content.hpp"
#include "filings/filer_desk.hpp"
#include "filings/matter_table.hpp"
#include "filings/table.hpp"

namespace yinxin::filings {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

/// A case that the authority tells of by itself.
Filing begun_by(const exchange::Letter& letter, const Notice& notice, base::Time now) {
  return {letter.conversation,
          letter.sender,
          notice.procedure,
          notice.scope,
          "",
          false,
          notice.ended ? State::Ended : State::Open,
          notice.case_number,
          notice.state,
          notice.state_name,
          first_day(notice),
          "",
          now,
          now};
}

const LetterNote* letter_of(const std::vector<LetterNote>& letters, const MessageId& id) {
  const auto found =
      std::find_if(letters.begin(), letters.end(), [&](const LetterNote& one) { return one.id == id; });
  return found == letters.end() ? nullptr : &*found;
}

/// Our letter that a notice answers; null: none.
const LetterNote* answered_by(const std::vector<LetterNote>& letters, const std::optional<MessageId>& id) {
  return id ? letter_of(letters, *id) : nullptr;
}

ledger::Act settled_act(const Filer::Settling& settling, const Matter& matter, const officers::Actor& actor) {
  ledger::Act act;
  act.code = proof::ActCode::FilingMatterSettled;
  act.object = "filing/" + settling.filing.text();
  act.record = ledger::facts({{"actor", actor.id},
                              {"actor.signature_base", base::as_text(actor.signature_base)},
                              {"actor.signature", base::as_text(actor.signature)},
                              {"message", settling.letter.text()},
                              {"position", std::to_string(settling.position)},
                              {"event", matter.event},
                              {"code", matter.code},
                              {"outcome", settling.again ? "taken" : "set_aside"},
                              {"reason", settling.reason}});
  return act;
}

const Matter* standing_matter(const std::vector<Matter>& matters, const Filer::Settling& settling) {
  const auto found = std::find_if(matters.begin(), matters.end(), [&](const Matter& one) {
    return one.letter == settling.letter && one.position == settling.position;
  });
  return found == matters.end() ? nullptr : &*found;
}

bool is_only_one(const std::vector<Matter>& matters) {
  return std::count_if(matters.begin(), matters.end(),
                       [](const Matter& one) { return one.settled_by.empty(); }) == 1;
}

/// What the authority told last.
const Notice* last_notice(const Shown& shown) {
  const Notice* last = nullptr;
  for (const LetterNote& one : shown.letters) {
    if (one.notice) last = &*one.notice;
  }
  return last;
}

/// The document of a letter, if it brought one.
Result<std::vector<File>> document_of(const House& house, const FilingId& filing, const LetterNote& letter) {
  std::vector<File> files;
  if (letter.files.empty()) return files;
  YX_TRY(File file, find_file(house.database, house.vault, filing, letter.id, 0));
  files.push_back(std::move(file));
  return files;
}

/// The matter's step or document once more, for the commit that settles it.
Result<store::WriteSet> tried_again(const House& house, const Follower& follower, const Shown& shown,
                                    const Matter& matter) {
  const LetterNote* telling = letter_of(shown.letters, matter.letter);
  if (telling == nullptr || !telling->notice) return make_error(ErrorKind::NotFound, "filings.matter");
  YX_TRY(const std::vector<File> files, document_of(house, shown.filing.id, *telling));
  const bool only = is_only_one(shown.matters);
  const Notice& last = *last_notice(shown);
  return follower.again(
      {shown.filing, telling->id, *telling->notice, files, answered_by(shown.letters, telling->answers)},
      matter, only ? last.deadlines : std::vector<Notice::Deadline>(), only && last.ended);
}

/// Set aside; where the authority's case has ended and nothing else stands, ours is let go.
Result<store::WriteSet> put_aside(const Follower& follower, const Shown& shown, const std::string& reason) {
  if (!cases::is_reason(reason)) return make_error(ErrorKind::Malformed, "filings.reason");
  if (shown.filing.state != State::Ended || !is_only_one(shown.matters)) return store::WriteSet();
  return follower.end(shown.filing);
}

}  // namespace

Result<store::WriteSet> Filer::take(const exchange::Incoming& incoming) const {
  const exchange::Letter& letter = incoming.letter;
  const House& house = desk_->house;
  if (!is_of_filing(letter) || letter.kind == exchange::Kind::Submission)
    return make_error(ErrorKind::Refused, "filings.unknown");
  YX_TRY(const Notice notice, parse_notice(incoming.sealed));
  YX_TRY(const auto known, find_filing(house.database, letter.conversation));
  YX_TRY(const auto of_case, find_by_case(house.database, letter.sender, notice.case_number));
  const bool another = (known && known->peer != letter.sender) ||
                       (known && !known->case_number.empty() && known->case_number != notice.case_number) ||
                       (of_case && of_case->id != letter.conversation);
  if (another) return make_error(ErrorKind::Refused, "filings.party", "of another filing");
  YX_TRY(std::vector<File> files, read_files(incoming));
  store::WriteSet set;
  const base::Time now = house.clock.now();
  Follower::Opened opened;
  if (known) {
    note_case(set, known->id, notice, now);
  } else {
    Filing filing = begun_by(letter, notice, now);
    YX_TRY(opened, desk_->follower.open({filing, letter.id, notice, files}, desk_->options.region));
    filing.own_case = opened.own_case;
    filing.followed = opened.followed;
    insert_filing(set, filing);
  }
  const NewLetter taken{letter.id,     letter.conversation,  true,  letter.kind,     incoming.sealed,
                        letter.sender, incoming.received_at, files, letter.refers_to};
  insert_letter(set, house.vault, taken);
  set.append(std::move(opened.set));
  if (opened.matter) insert_matter(set, letter.conversation, *opened.matter);
  if (!known || known->own_case.empty()) return set;
  YX_TRY(const auto letters, find_letters(house.database, house.vault, known->id));
  const LetterNote* answers = answered_by(letters, letter.refers_to);
  YX_TRY(store::WriteSet followed, desk_->follower.follow({*known, letter.id, notice, files, answers}));
  set.append(std::move(followed));
  return set;
}

Result<store::WriteSet> Filer::receipted(const exchange::Receipted& receipted) const {
  YX_TRY(store::WriteSet set, Records(desk_->house).receipted(receipted));
  if (receipted.state != exchange::State::Refused) return set;
  YX_TRY(const auto filing, find_filing(desk_->house.database, receipted.conversation));
  const bool waits = filing && filing->peer == receipted.receiver && filing->ours &&
                     (filing->state == State::Sent || filing->state == State::Received);
  if (!waits || filing->own_case.empty()) return set;
  YX_TRY(const auto letters, find_letters(desk_->house.database, desk_->house.vault, filing->id));
  const bool has_case = std::any_of(letters.begin(), letters.end(), [](const LetterNote& one) {
    return !one.incoming && one.state == exchange::State::Delivered;
  });
  if (has_case) return set;  // its notice is on the way
  YX_TRY(store::WriteSet released, desk_->follower.end(*filing));
  set.append(std::move(released));
  return set;
}

void Filer::settle(const Settling& settling, const officers::Actor& actor, store::Remember<Filing> remember,
                   base::Completion<Filing> done) const {
  const House& house = desk_->house;
  const auto worked_out = [&]() -> Result<std::pair<store::WriteSet, Filing>> {
    YX_CHECK(check_filing_officer(actor));
    YX_TRY(const Shown shown, Records(house).read(settling.filing));
    const Matter* matter = standing_matter(shown.matters, settling);
    if (matter == nullptr) return make_error(ErrorKind::NotFound, "filings.matter");
    if (!matter->settled_by.empty()) return make_error(ErrorKind::Conflict, "filings.settled");
    YX_TRY(store::WriteSet set, settling.again ? tried_again(house, desk_->follower, shown, *matter)
                                               : put_aside(desk_->follower, shown, settling.reason));
    Matter settled = *matter;
    settled.settled_by = actor.id;
    settled.settled_at = house.clock.now();
    settled.taken = settling.again;
    settle_matter(set, shown.filing, settled);
    house.recorder.add(set, settled_act(settling, *matter, actor), house.clock.now());
    Filing after = shown.filing;
    --after.matters;
    return std::pair(std::move(set), std::move(after));
  };
  auto worked = worked_out();
  if (!worked) return done(std::move(worked).error());
  if (remember) remember(worked->first, worked->second);
  house.lane.submit(std::move(worked->first),
                    [after = std::move(worked->second), done = std::move(done),
                     token = desk_->under_way.begin()](Result<store::Committed> stored) mutable {
                      const auto held = std::move(token);
                      if (!stored) return done(std::move(stored).error());
                      done(std::move(after));
                    });
}

}  // namespace yinxin::filings
