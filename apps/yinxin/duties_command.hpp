// yinxin duties, conditions, staff: the provider's year, the conditions of its licence and its people
// (articles 6, 28, 34).
#pragma once

#include <ostream>

#include "signed_remote.hpp"

namespace yinxin::command_line {

struct DutiesOptions {
  SignedAs as;
  int year = 0;       ///< 0: the present one
  bool open = false;  ///< only what is still to be done
};
/// The days of the year on which duties begin or are due.
base::Result<void> duties(const DutiesOptions& options, std::ostream& out);

struct ConditionsOptions {
  SignedAs as;
};
/// The seven lights as they stand today.
base::Result<void> conditions_show(const ConditionsOptions& options, std::ostream& out);

struct ConditionEnterOptions {
  SignedAs as;
  std::string condition;
  bool not_met = false;
  std::string value;
  std::string verified_on;  ///< 2026-01-31
  std::string proof;        ///< file whose SM3 is kept; empty: none
};
/// The compliance officer.
base::Result<void> conditions_enter(const ConditionEnterOptions& options, std::ostream& out);

base::Result<void> conditions_snapshots(const ConditionsOptions& options, std::ostream& out);

struct SnapshotOptions {
  SignedAs as;
  std::string period;  ///< 2026-12
  std::string out;
};
/// Writes the octets whose SM3 stands in the ledger.
base::Result<void> conditions_snapshot(const SnapshotOptions& options, std::ostream& out);

struct StaffListOptions {
  SignedAs as;
};
base::Result<void> staff_list(const StaffListOptions& options, std::ostream& out);

struct StaffEnterOptions {
  SignedAs as;
  std::string id;
  std::string name;
  std::string identity;
  std::string kind;
  std::string post;
  bool key_post = false;
  bool part_time = false;
  bool uninsured = false;
  std::string background_on;  ///< empty: none yet
  std::string contract_to;    ///< empty: without end
  std::string started_on;
};
/// The training officer.
base::Result<void> staff_enter(const StaffEnterOptions& options, std::ostream& out);

struct StaffLeaveOptions {
  SignedAs as;
  std::string id;
  std::string left_on;
};
base::Result<void> staff_leave(const StaffLeaveOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
