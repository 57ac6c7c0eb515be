// What is asked of a roster, its links and orders before anything is stored. Private to this folder.
#pragma once

#include "registration/roster_order_table.hpp"
#include "registration/roster_table.hpp"

namespace yinxin::registration {

/// As its person would be told when they apply; without a key nothing more can be tried. Errors: those of
/// canonicalise(); Malformed `registration.roster.identity` (no number of the person's own).
BatchEntry checked_entry(BatchEntry entry);
/// Puts the code in its canonical form. Errors: Malformed `registration.roster.agency`.
base::Result<void> check_agency(RosterFile& file);
/// Errors: Malformed `registration.roster.links`.
base::Result<void> check_links(const std::vector<NewLink>& links, std::int64_t days);
/// The states in which an application came to nothing and gave its key free (schema/0006_registration.sql).
bool came_to_nothing(const std::string& state);
LinkState judge_link(const StoredRow& stored, base::Time now);
/// Errors: TooLate `registration.roster.link_expired`, Refused `registration.roster.link_locked`.
base::Result<void> check_link(const LinkedRow& linked, base::Time now);
/// Whether `proof` is the end of the person's own number.
bool proves(const Form& form, std::string_view proof);
/// Errors: Malformed `registration.roster.order`.
base::Result<void> check_revocation(const Service& registration, const RevokeOrder& order);
/// Who is none of the agency's people is refused: `registration.roster.not_of_agency`.
std::vector<OrderTarget> targets_of(const std::vector<Leaver>& leavers,
                                    const std::map<std::string, std::optional<x509::Serial>>& of_agency);
/// Targets whose applications are among `closed` are refused: `compliance.quarantined` (article 23).
void refuse_closed(std::vector<OrderTarget>& targets, const std::set<std::string>& closed);

}  // namespace yinxin::registration
