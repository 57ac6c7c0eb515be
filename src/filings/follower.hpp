// The provider's own cases, which follow those that letters of ours opened at an authority
// (docs/decisions/0028, rules/following.toml). Private to this folder.
#pragma once

#include "filings/service.hpp"

namespace yinxin::filings {

/// Without a service of cases nothing follows.
class Follower {
 public:
  Follower(const House& house, const cases::Service* cases, std::map<std::string, Relation> relations)
      : house_(house), cases_(cases), relations_(std::move(relations)) {}

  /// What an officer wants a letter to ask for, of a filing from our own case.
  struct Asking {
    std::string own_case;
    std::string procedure;
    std::vector<Deed> pending;  // of letters before it that are not answered yet
    std::vector<Deed> deeds;
    bool opens = false;  // the first of them opens the authority's case
  };
  /// What it repeats has been done in our case, and what the authority is to take could happen in it now by
  /// this officer. Errors: NotFound `cases.none`; Refused `filings.own_case` (another procedure's, or one
  /// that does not follow), `filings.not_done`; those of procedure::advance.
  base::Result<void> check(const Asking& asking, const officers::Actor& actor) const;

  /// The case follows the filing from here on. Errors: as cases::Service::lead.
  base::Result<store::WriteSet> begin(const Filing& filing) const;
  /// And no more: there is no case at the authority. Nothing where it did not.
  base::Result<store::WriteSet> end(const Filing& filing) const;
  /// Whether our own case follows it now. Errors: those of the store.
  base::Result<bool> is_followed(const Filing& filing) const;

  /// A letter of the authority's, with our letter that it answers.
  struct Telling {
    const Filing& filing;  // before it
    MessageId letter;
    const Notice& notice;
    const std::vector<File>& files;
    const LetterNote* answers = nullptr;  // null: none
  };
  /// What the first letter of a case opens here.
  struct Opened {
    store::WriteSet set;
    std::string own_case;          // empty: nothing, as of most letters
    std::optional<Matter> matter;  // why it could not
    std::int64_t followed = 0;     // the step there after the last that it has
  };
  /// For the commit that takes it, which adds the filing and the matter. Errors: Unavailable and TooMany
  /// alone.
  base::Result<Opened> open(const Telling& telling, const std::string& region) const;

  /// For the commit that takes it: what our case follows, and a matter of everything that it does not.
  /// Errors: Unavailable and TooMany alone.
  base::Result<store::WriteSet> follow(const Telling& telling) const;
  /// Once more, the step or document of a matter. `days`: of the last letter, where nothing else stands.
  /// Errors: why it still does not happen; those of follow().
  base::Result<store::WriteSet> again(const Telling& telling, const Matter& matter,
                                      const std::vector<Notice::Deadline>& days, bool last) const;

 private:
  struct Told;
  Told told_in(const Telling& telling, std::int64_t from) const;
  base::Result<store::WriteSet> attach(const Telling& telling) const;
  base::Result<void> attach_or_note(const Telling& telling, store::WriteSet& set) const;
  const Relation* relation(const std::string& procedure) const;
  base::Result<cases::View> own(const std::string& number) const;

  const House house_;
  const cases::Service* const cases_;
  const std::map<std::string, Relation> relations_;
};

}  // namespace yinxin::filings
