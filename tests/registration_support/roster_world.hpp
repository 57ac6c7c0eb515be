// A provider with a portal for agencies, for tests of rosters.
#pragma once

#include "registration/key_tree.hpp"
#include "registration_support/registration_world.hpp"

namespace yinxin::registration_support {

using registration::MadeLinks;
using registration::NewLink;
using registration::Roster;
using registration::RosterOrder;
using registration::RosterOrderRow;
using registration::RosterRow;
using registration::Rosters;

class RosterWorld : public RegistrationWorld {
 protected:
  void TearDown() override {
    rosters.reset();
    RegistrationWorld::TearDown();
  }
  void start_rosters() {
    rosters.reset();
    rosters =
        std::make_unique<Rosters>(Rosters::House{*database_, *lane, recorder, clock, vault, *registration},
                                  [this](const base::Error& error) {
                                    const std::lock_guard lock(troubles_mutex);
                                    troubles.push_back(error.code);
                                  });
  }

  static registration::BatchEntry entry() {
    registration::Form form = person().form;
    form.request.clear();
    return form;
  }
  base::Result<Roster> receive(std::vector<registration::BatchEntry> entries, const Actor& by = anna()) {
    base::Waiter<Roster> waiter;
    rosters->receive({kCreditCode, kLicensedName, {}, std::move(entries)}, by, {}, waiter.completion());
    return waiter.wait();
  }
  std::string received(std::size_t people) {
    return need(receive(std::vector<registration::BatchEntry>(people, entry()))).number;
  }

  static base::Bytes token_of(std::int64_t position, char round = 'a') {
    base::Bytes token(registration::kTokenOctets, static_cast<std::uint8_t>(round));
    token[0] = static_cast<std::uint8_t>(position);
    token[1] = static_cast<std::uint8_t>(position >> 8);
    return token;
  }
  base::Result<MadeLinks> link(const std::string& roster, const std::vector<std::int64_t>& positions,
                               char round = 'a', std::int64_t days = 14, const Actor& by = anna()) {
    std::vector<NewLink> links;
    for (const std::int64_t position : positions)
      links.push_back({position, crypto::sm3(token_of(position, round))});
    base::Waiter<MadeLinks> waiter;
    rosters->make_links(roster, std::move(links), days, by, {}, waiter.completion());
    return waiter.wait();
  }
  static std::string proof() { return resident_id().substr(resident_id().size() - 6); }
  base::Result<Application> enter(Applicant& who, const base::Bytes& token,
                                  const std::string& said = proof()) {
    base::Waiter<Application> waiter;
    rosters->enter(token, said, who.form.request, who.actor(), {}, waiter.completion());
    auto entered = waiter.wait();
    if (entered) who.number = entered->number;
    return entered;
  }
  /// A person who came by a link and did all that is theirs, with officers who did theirs.
  Applicant bring_by_link(const std::string& roster, std::int64_t position) {
    Applicant who = person();
    need(link(roster, {position}));
    need(enter(who, token_of(position)));
    need(add_material(who.number, material_for(who), who.actor()));
    accept(who);
    need(perform(who.number, "sign_agreement", who.actor(), agreed(who)));
    return who;
  }

  std::vector<RosterRow> rows_of(const std::string& roster) const {
    return need(rosters->rows(roster, 0, 1000));
  }
  registration::IssueOrder order_for(const std::string& roster,
                                     const std::vector<std::int64_t>& positions) const {
    std::vector<crypto::Sm3Digest> keys;
    for (const RosterRow& row : rows_of(roster)) {
      if (std::find(positions.begin(), positions.end(), row.position) != positions.end())
        keys.push_back(row.key);
    }
    return {positions, registration::KeyTree(keys).root(), {}};
  }
  base::Result<RosterOrder> issue(const std::string& roster, registration::IssueOrder order,
                                  const Actor& by = chen()) {
    base::Waiter<RosterOrder> waiter;
    rosters->issue(roster, std::move(order), by, {}, waiter.completion());
    return waiter.wait();
  }
  base::Result<RosterOrder> revoke(const std::string& roster, registration::RevokeOrder order,
                                   const Actor& by = chen()) {
    base::Waiter<RosterOrder> waiter;
    rosters->revoke(roster, std::move(order), by, {}, waiter.completion());
    return waiter.wait();
  }
  bool order_finished(const std::string& number) const {
    return need(rosters->find_order(number)).finished_at.has_value();
  }
  std::vector<RosterOrderRow> outcome_of(const std::string& number) const {
    EXPECT_TRUE(house_support::eventually([&] { return order_finished(number); }));
    return need(rosters->order_rows(number, 0, 1000));
  }

  std::unique_ptr<Rosters> rosters;  // null before start_rosters()
};

}  // namespace yinxin::registration_support
