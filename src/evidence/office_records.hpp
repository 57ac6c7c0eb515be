// Parts 9 to 11 of a package: what the provider has on record beside the application, from its cases and its
// duties. Of other people's cases nothing but numbers, states and days is taken (src/proof/PACKAGE.md,
// Personal data of others). Private to this folder.
#pragma once

#include <set>

#include "cases/service.hpp"
#include "compliance/service.hpp"
#include "proof/ledger_entry.hpp"
#include "proof/package_papers.hpp"

namespace yinxin::evidence {

/// What is asked of the records.
struct Question {
  x509::Serial serial;
  base::Time from;  // since the certificate was intended
  base::Time to;
  std::set<std::string> officers;  // accounts that worked on it, by id
  std::set<std::string> bodies;    // numbers of the cases of delegated bodies that did
};

/// Files by name, and the objects whose acts bear them out.
struct Findings {
  std::vector<std::pair<std::string, std::string>> files;
  std::vector<std::string> objects;
};

/// Who worked on it, by the records of its own acts.
void read_workers(const std::vector<proof::ProvedEntry>& acts, Question& question);

class OfficeRecords {
 public:
  /// More cases of one procedure are not looked through; ours.
  static constexpr std::size_t kMaxScanned = 20'000;

  OfficeRecords(const cases::Service& cases, const compliance::Service& compliance)
      : cases_(cases), compliance_(compliance) {}

  /// Errors: TooLarge `evidence.cases` (more than kMaxScanned of one procedure: nothing is left out
  /// silently); those of cases and compliance.
  base::Result<Findings> find(const Question& question) const;

 private:
  using Wanted = std::function<bool(const cases::View&)>;
  base::Result<std::vector<cases::View>> views(const std::string& procedure, base::Time from,
                                               const Wanted& wanted) const;
  base::Result<void> add_incidents(const Question& question, Findings& findings) const;
  base::Result<void> add_snapshots(const Question& question, Findings& findings) const;
  base::Result<void> add_rights(const Question& question, Findings& findings) const;
  base::Result<void> add_bodies(const Question& question, Findings& findings,
                                std::vector<proof::RightRow>& rights) const;
  base::Result<void> add_notices(const Question& question, Findings& findings) const;

  const cases::Service& cases_;
  const compliance::Service& compliance_;
};

/// The rights that the steps of a training gave (rules/procedures/post_training.toml); `officer` is its
/// actor.
std::vector<proof::RightRow> rights_of_training(const cases::Case& training, const std::string& officer,
                                                const std::string& post);
/// The rights that a delegated body's operators have, by its steps (delegated_body.toml), of these accounts.
std::vector<proof::RightRow> rights_of_body(const cases::Case& body, const std::set<std::string>& officers);

}  // namespace yinxin::evidence
