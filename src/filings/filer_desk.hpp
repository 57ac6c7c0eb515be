// What the parts of the Filer share. Private to this folder.
#pragma once

#include "base/in_flight.hpp"
#include "filings/files.hpp"
#include "filings/follower.hpp"

namespace yinxin::filings {

struct Filer::Desk {
  Desk(const House& house_in, Options options_in)
      : house(house_in), options(std::move(options_in)), follower(house, options.cases, options.relations) {}

  base::Date today() const { return base::beijing_date(house.clock.now()); }

  // filer.cpp
  base::Result<const procedure::Procedure*> in_force(const std::string& id) const;
  base::Result<std::string> authority_of(const Wish& wish) const;
  base::Result<std::string> scope_of(const Wish& wish, const procedure::Transition& opening) const;
  base::Result<void> check(const Wish& wish, const procedure::Procedure& procedure,
                           const officers::Actor& actor, bool opens, const Names& before) const;
  base::Result<void> check_own(const std::string& own_case, std::vector<Deed> pending, const Wish& wish,
                               bool opens, const officers::Actor& actor) const;
  base::Result<void> check_further(const Filing& filing, Wish wish, const officers::Actor& actor) const;
  void send(const Filing& filing, Wish wish, bool opens, const officers::Actor& actor,
            const store::Remember<Filing>& remember, base::Completion<Filing> done) const;

  const House house;
  const Options options;
  const Follower follower;
  mutable base::InFlight under_way;
};

/// Errors: Forbidden `officers.role_needed`: neither 合规专员 nor 机构负责人 (requirements 11.3).
base::Result<void> check_filing_officer(const officers::Actor& actor);

}  // namespace yinxin::filings
