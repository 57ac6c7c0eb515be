// Files of cases: handed in before a step names them, looked at, swept when none does.
#include <algorithm>

#include "base/ids.hpp"
#include "cases/acts.hpp"
#include "cases/file_table.hpp"
#include "cases/media_type.hpp"
#include "x509/text.hpp"

namespace yinxin::cases {

using base::ErrorKind;
using base::make_error;
using base::Result;
using procedure::Input;
using procedure::InputType;

namespace {

constexpr std::int64_t kSweptAtOnce = 100;

bool has_word(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// The same name in whatever folder it is saved to, and nothing in it that nobody sees.
bool is_file_name(std::string_view name) {
  const auto length = x509::count_characters(name);
  if (!length || *length == 0 || *length > kMaxFileName) return false;
  if (name.front() == ' ' || name.front() == '.' || name.back() == ' ') return false;
  for (std::size_t at = 0; at < name.size();) {
    const auto code = x509::next_code_point(name, at);
    if (!code || x509::is_hidden(*code)) return false;
  }
  return name.find_first_of("\\/:*?\"<>|") == std::string_view::npos;
}

/// The level of a file input of that name, within rows "<section>.<field>"; nothing: there is none.
std::optional<std::string> level_in(const procedure::Transition& transition, std::string_view name) {
  for (const Input& input : transition.inputs) {
    if (input.type == InputType::File && input.id == name) return input.level;
    for (const Input& field : input.fields) {
      if (field.type == InputType::File && input.id + "." + field.id == name)
        return std::max(input.level, field.level);
    }
  }
  return std::nullopt;
}

/// For what a file is handed in.
struct AskedFor {
  std::string procedure;
  std::string level;
};

base::Error not_asked(const std::string& input) {
  return make_error(ErrorKind::NotFound, "cases.file.input", input);
}

/// The highest level of those that somebody may be asked for it by now.
Result<AskedFor> asked_in(const View& view, const std::string& input) {
  std::optional<std::string> level;
  for (const procedure::Transition* transition : view.possible) {
    const auto one = level_in(*transition, input);
    if (one && (!level || *level < *one)) level = one;
  }
  if (!level) return not_asked(input);
  return AskedFor{view.found.procedure, *level};
}

/// Who opens with a key is the applicant.
bool may_open(const Caller& caller, const procedure::Transition& opening) {
  return std::any_of(opening.roles.begin(), opening.roles.end(), [&](const std::string& role) {
    const bool of_party = role == "applicant" || has_word(caller.party_roles, role);
    return (caller.reach && has_word(caller.roles, role)) || (!caller.party.empty() && of_party);
  });
}

Result<AskedFor> asked_by_opening(const procedure::Procedure& procedure, const std::string& input,
                                  const Caller& caller) {
  const auto opening = std::find_if(
      procedure.transitions.begin(), procedure.transitions.end(),
      [](const auto& one) { return one.from.empty() && one.origin == procedure::Origin::Person; });
  if (opening == procedure.transitions.end() || !may_open(caller, *opening))
    return make_error(ErrorKind::Forbidden, "procedure.role", procedure.id);
  const auto level = level_in(*opening, input);
  if (!level) return not_asked(input);
  return AskedFor{procedure.id, *level};
}

}  // namespace

Result<void> check_room(store::Database& database, const FilePlace& place, std::int64_t size) {
  YX_TRY(const FileUse use, use_of(database, place));
  const bool waits = place.number.empty();
  if (use.count >= (waits ? kMaxOpeningFiles : kMaxCaseFiles))
    return make_error(ErrorKind::TooLarge, "cases.file.count");
  if (use.bytes + size > (waits ? kMaxOpeningFileBytes : kMaxCaseFileBytes))
    return make_error(ErrorKind::TooLarge, "cases.file.sum");
  if (!waits) return {};
  YX_TRY(const OpeningsUse waiting, use_by_openings(database));
  const bool is_full = waiting.all.bytes + size > kMaxWaitingBytes ||
                       (!is_officer(place.actor) && waiting.of_keys.bytes + size > kMaxWaitingBytesOfKeys);
  if (is_full) return make_error(ErrorKind::TooMany, "cases.file.waiting");
  return {};
}

Result<FileNote> judge_file(const NewFile& file) {
  if (file.content.size() > kMaxFileBytes) return make_error(ErrorKind::TooLarge, "cases.file.size");
  if (!is_file_name(file.name)) return make_error(ErrorKind::Malformed, "cases.file.name");
  if (file.content.empty()) return make_error(ErrorKind::Malformed, "cases.file.content", "empty");
  YX_TRY(const MediaType type, judge_media_type(file.name, file.content));
  FileNote note;
  note.number = file.number;
  note.input = file.input;
  note.name = file.name;
  note.media_type = media_type_name(type);
  note.size = static_cast<std::int64_t>(file.content.size());
  note.sm3 = crypto::sm3(file.content);
  return note;
}

namespace {

/// What one file comes to: a row, one that is sealed anew, or nothing that was not there.
struct Keeping {
  FileNote note;
  store::WriteSet set;
};

Result<Keeping> keep_file(Desk& desk, const NewFile& file, const AskedFor& asked, const Caller& caller) {
  YX_TRY(FileNote note, judge_file(file));
  const FilePlace place{file.number, asked.procedure, caller.actor.id};
  YX_TRY(const auto there, find_file(desk.house.database, desk.house.vault, place, note.sm3));
  Keeping keeping;
  if (there && there->level >= asked.level) {
    keeping.note = *there;
    return keeping;
  }
  const base::Time now = desk.house.clock.now();
  if (there) {
    keeping.note = *there;
    keeping.note.level = asked.level;
    keeping.note.input = file.input;
    raise_file(keeping.set, desk.house.vault, *there, keeping.note, file.content);
  } else {
    YX_CHECK(check_room(desk.house.database, place, note.size));
    note.id = desk.house.ids.next<struct FileTag>().text();
    note.procedure = asked.procedure;
    note.level = asked.level;
    note.added_by = caller.actor.id;
    note.added_at = now;
    keeping.note = std::move(note);
    insert_file(keeping.set, desk.house.vault, keeping.note, file.content);
  }
  desk.house.recorder.add(keeping.set, act_of_file(keeping.note, caller.actor), now);
  return keeping;
}

}  // namespace

void Service::add_file(const NewFile& file, const Caller& caller, store::Remember<FileNote> remember,
                       base::Completion<FileNote> done) {
  base::InFlight::Token token = desk_->under_way.begin();
  const auto kept = [&]() -> Result<Keeping> {
    if (file.number.empty()) {
      YX_TRY(const auto* const procedure,
             desk_->in_force(file.procedure, base::beijing_date(desk_->house.clock.now())));
      YX_TRY(const AskedFor asked, asked_by_opening(*procedure, file.input, caller));
      return keep_file(*desk_, file, asked, caller);
    }
    YX_TRY(const View view, read(file.number, caller));
    YX_TRY(const AskedFor asked, asked_in(view, file.input));
    return keep_file(*desk_, file, asked, caller);
  };
  auto keeping = kept();
  if (!keeping) return done(std::move(keeping).error());
  if (remember) remember(keeping->set, keeping->note);
  const auto note = std::make_shared<const FileNote>(std::move(keeping->note));
  if (keeping->set.empty()) return done(*note);
  const auto answer = [token, note, done = std::move(done)](const Result<store::Committed>& stored) mutable {
    const base::InFlight::Token held = std::move(token);
    if (!stored) return done(stored.error());
    done(*note);
  };
  // Megabytes: whatever is small goes first.
  desk_->house.lane.submit(std::move(keeping->set), answer, store::Priority::Bulk);
}

Result<std::vector<FileNote>> Service::files(const std::string& number) const {
  return find_files(desk_->house.database, desk_->house.vault, number);
}

Result<FileNote> Service::file(const std::string& number, const crypto::Sm3Digest& sm3) const {
  YX_TRY(auto found, find_file(desk_->house.database, desk_->house.vault, {number, "", ""}, sm3));
  if (!found) return make_error(ErrorKind::NotFound, "cases.file.none");
  return *std::move(found);
}

Result<base::Bytes> Service::file_content(const FileNote& note) const {
  return read_content(desk_->house.database, desk_->house.vault, note);
}

void Service::look_at_file(const FileNote& note, const std::string& reason, const officers::Actor& actor,
                           base::Completion<base::Bytes> done) {
  if (!is_reason(reason)) return done(make_error(ErrorKind::Malformed, "cases.file.reason"));
  auto content = file_content(note);
  if (!content) return done(std::move(content).error());
  const auto octets = std::make_shared<base::Bytes>(std::move(content).value());
  store::WriteSet set;
  desk_->house.recorder.add(set, act_of_look(note, reason, actor), desk_->house.clock.now());
  const auto answer = [token = desk_->under_way.begin(), octets,
                       done = std::move(done)](const Result<store::Committed>& stored) mutable {
    const base::InFlight::Token held = std::move(token);
    if (!stored) return done(stored.error());
    done(std::move(*octets));
  };
  desk_->house.lane.submit(std::move(set), answer);
}

Result<std::size_t> Service::sweep_files() {
  const Service::House& house = desk_->house;
  YX_TRY(const auto waiting, find_waiting(house.database, house.vault, house.clock.now() - kFileWaits,
                                          house.clock.now() - kKeysFileWaits, kSweptAtOnce));
  Round round;
  for (const FileNote& note : waiting) {
    store::WriteSet set;
    drop_file(set, note.id);
    house.recorder.add(set, act_of_sweep(note), house.clock.now());
    const auto dropped = house.lane.commit(std::move(set));
    if (!round.note(dropped ? Result<std::size_t>(1) : Result<std::size_t>(dropped.error()))) break;
  }
  return round.outcome();
}

}  // namespace yinxin::cases
