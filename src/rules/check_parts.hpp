// The parts of check(): what every reference must lead to.
#pragma once

#include "rules/book.hpp"

namespace yinxin::rules {

class References {
 public:
  References(const Book& book, Findings& findings);

  /// Articles of the regulation ("21") and of laws that laws.toml knows ("行政许可法 32"); none at all is a
  /// finding.
  void cites(const Place& place, const std::string& where, const std::vector<std::string>& cites);
  void article(const Place& place, const std::string& where, const std::string& text);
  void readings(const Place& place, const std::string& where, const std::vector<std::string>& ids);
  /// Of "reading.…" there is a reading; others belong to the CPS and the office.
  void setting(const Place& place, const std::string& where, const std::string& name);
  /// An empty id leads nowhere on purpose.
  template <class Entry>
  void one(const Place& place, const std::string& where, const std::vector<Entry>& entries,
           std::string Entry::*member, const std::string& id, const std::string& zh, const std::string& en) {
    if (!id.empty() && find_by(entries, member, id) == nullptr) missing(place, where, zh, en, id);
  }
  void missing(const Place& place, const std::string& where, const std::string& zh, const std::string& en,
               const std::string& id);

 private:
  const Book& book_;
  Findings& findings_;
};

/// Each row of the catalogue with a template has its text in rules/documents, and the other way round; of
/// those that are laid out (`kind`), articles, and rights where an adverse step gives them.
void check_papers(const Book& book, const Procedures& procedures, const std::filesystem::path& rules,
                  Findings& findings);
/// Roles, permissions, routes, regions, penalties, code lists.
void check_tables(const Book& book, const Procedures& procedures, Findings& findings);
/// Statutory periods, duties and readings; that a procedure's clock says what the table says.
void check_periods(const Book& book, const Procedures& procedures, Findings& findings);
/// What procedures name: articles, roles that are permitted, papers, readings, child cases that they can
/// open.
void check_procedures(const Book& book, const Procedures& procedures, Findings& findings);
/// Registers name a procedure, its inputs and its states.
void check_inventories(const Book& book, const Procedures& procedures, Findings& findings);
/// Duties that come again open cases that can open by themselves.
void check_recurring(const Book& book, const Procedures& procedures, Findings& findings);

/// That the provider's own case can follow the authority's in everything that it is told (following.toml).
void check_followings(const Book& book, const Procedures& procedures, Findings& findings);

}  // namespace yinxin::rules
