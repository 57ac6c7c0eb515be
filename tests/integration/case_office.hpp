// The cases of an office in a test: some procedures of the law, with a regulator's effects, played for the
// HTTP server of the tests.
#pragma once

#include "endpoints/services.hpp"
#include "rules/book.hpp"
#include "rules/named_articles.hpp"
#include "rules/penalty.hpp"

namespace yinxin::house_support {

/// Read once, and those only: it is done before each test.
inline const std::map<std::string, std::vector<procedure::Procedure>>& case_procedures() {
  static const auto kAll = [] {
    std::map<std::string, std::vector<procedure::Procedure>> all;
    for (const std::string id : {"licence_application", "licence_status", "licence_renewal", "licence_ending",
                                 "penalty", "remedy", "focused_supervision", "inspection", "review_expert",
                                 "secrecy_quarantine", "tip", "accountability", "service_stop", "takeover"}) {
      all[id] = {procedure::load(std::string(YX_SOURCE_DIR) + "/rules/procedures/" + id + ".toml").value()};
    }
    return all;
  }();
  return kAll;
}
inline const rules::Book& law_book() {
  static const rules::Book kBook = rules::load(std::string(YX_SOURCE_DIR) + "/rules").book;
  return kBook;
}
inline std::set<std::string, std::less<>> all_roles() {
  std::set<std::string, std::less<>> roles;
  for (const rules::Role& role : law_book().roles) roles.insert(role.id);
  return roles;
}

struct CaseHouse {
  store::Database& database;
  store::Lane& lane;
  const ledger::Recorder& recorder;
  const base::Clock& clock;
  base::IdSource& ids;
  const privacy::Vault& vault;
  const base::WorkCalendar& calendar;
  const documents::Service* documents = nullptr;
  std::filesystem::path tip_seals = {};
};

class CaseOffice {
 public:
  explicit CaseOffice(const CaseHouse& house)
      : supervision({house.database, house.lane, house.recorder, house.clock, house.vault}, options(house)),
        papers({house.database, house.lane, house.recorder, house.clock, house.vault, house.documents},
               paper_options(supervision)),
        cases(open(house, supervision)),
        desk{*cases, case_procedures(), "000000", all_roles(),
             [this](const std::string& party) { return roles_of_party(party); }} {}

  const supervision::Service supervision;
  const papers::Service papers;
  const std::unique_ptr<cases::Service> cases;
  const endpoints::CaseDesk desk;

 private:
  base::Result<std::vector<std::string>> roles_of_party(const std::string& party) const {
    YX_TRY(const bool licensed, supervision.holds_licence(party));
    return licensed ? std::vector<std::string>{"responsible_person", "compliance_officer"}
                    : std::vector<std::string>();
  }
  static base::Result<supervision::FineRange> fine_range(const std::string& id, std::int64_t gain) {
    for (const rules::Scale& one : law_book().scales) {
      if (one.id != id) continue;
      YX_TRY(const rules::FineRange range, rules::fine_range(one, gain));
      return supervision::FineRange{range.min, range.max};
    }
    return base::make_error(base::ErrorKind::NotFound, "supervision.scale", id);
  }
  static supervision::Service::Options options(const CaseHouse& house) {
    supervision::Service::Options options;
    options.tip_seals = house.tip_seals;
    options.readings = law_book().settings();
    options.words = rules::effects();
    options.fine_range = fine_range;
    options.organs = {{"000000", "国家密码管理局", "国密", "010-1", "窗口", "国家密码管理局", "演示法院"},
                      {"530000", "演示省密码管理局", "演密", "000-1", "窗口", "国家密码管理局", "演示法院"}};
    for (const rules::Document& one : law_book().documents) {
      if (one.by == "national_bureau") options.national_papers.insert(one.id);
    }
    return options;
  }
  static papers::Service::Options paper_options(const supervision::Service& behind) {
    papers::Service::Options options;
    for (const rules::Document& one : law_book().documents)
      options.papers[one.id] = {one.name, one.of_authority() ? one.template_id : ""};
    options.know = behind.knowing();
    options.article = rules::article_in_words;
    return options;
  }
  static std::unique_ptr<cases::Service> open(const CaseHouse& house, const supervision::Service& behind) {
    cases::Service::Options options;
    options.procedures = case_procedures();
    options.prefixes["licence_application"] = "XK";
    options.effects = behind.effects();
    options.settings = behind.settings();
    options.party_of = behind.party_of();
    auto opened =
        cases::Service::open({house.database, house.lane, house.recorder, house.clock, house.ids, house.vault,
                              std::make_shared<const base::WorkCalendar>(house.calendar)},
                             std::move(options));
    if (!opened) throw std::runtime_error(base::describe(opened.error()));
    return std::move(opened).value();
  }
};

}  // namespace yinxin::house_support
