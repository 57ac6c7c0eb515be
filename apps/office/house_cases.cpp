// Which procedures an office plays, and with what behind them.
#include <algorithm>

#include "office/house.hpp"
#include "rules/book.hpp"
#include "rules/penalty.hpp"

namespace yinxin::office {

using base::ErrorKind;
using base::make_error;
using base::Result;
using rules::Procedures;

namespace {

constexpr std::string_view kOfRegistration = "certificate";  // played by its own department
constexpr std::string_view kNationalBureau = "national_bureau";

/// Prefixes of case numbers, where the procedure's own word is too long to be said.
const std::map<std::string, std::string> kPrefixes{{"licence_application", "XK"}};

/// Words of rules/roles.toml. Experts from outside work for the regulator; every office has administrators.
bool is_of(const rules::Role& role, OfficeKind kind) {
  if (role.administrator) return true;
  if (kind == OfficeKind::Provider) return role.side == "provider";
  return role.side == "regulator" || role.side == "external";
}

std::set<std::string, std::less<>> roles_of(const rules::Book& book, OfficeKind kind) {
  std::set<std::string, std::less<>> roles;
  for (const rules::Role& role : book.roles) {
    if (is_of(role, kind)) roles.insert(role.id);
  }
  return roles;
}

bool acts_in(const std::vector<procedure::Procedure>& versions,
             const std::set<std::string, std::less<>>& roles) {
  return std::any_of(versions.begin(), versions.end(), [&](const procedure::Procedure& version) {
    return std::any_of(version.transitions.begin(), version.transitions.end(), [&](const auto& transition) {
      return std::any_of(transition.roles.begin(), transition.roles.end(),
                         [&](const std::string& role) { return roles.count(role) > 0; });
    });
  });
}

/// Those in which somebody of this office acts, and what they open.
Procedures played_by(const Procedures& all, const std::set<std::string, std::less<>>& roles) {
  Procedures played;
  for (const auto& one : all) {
    if (one.first != kOfRegistration && acts_in(one.second, roles)) played.insert(one);
  }
  std::vector<std::string> open;
  for (const auto& one : played) open.push_back(one.first);
  while (!open.empty()) {
    const std::string id = open.back();
    open.pop_back();
    for (const procedure::Procedure& version : played.at(id)) {
      for (const procedure::Transition& transition : version.transitions) {
        for (const std::string& child : transition.opens) {
          const auto found = all.find(child);
          if (found != all.end() && played.insert(*found).second) open.push_back(child);
        }
      }
    }
  }
  return played;
}

std::map<std::string, supervision::Paper> papers_of(const rules::Book& book) {
  std::map<std::string, supervision::Paper> papers;
  for (const rules::Document& one : book.documents) {
    papers[one.id] = supervision::Paper{one.name, one.template_id, one.by == kNationalBureau};
  }
  return papers;
}

std::vector<std::string> provider_roles_of(const rules::Book& book) {
  std::vector<std::string> roles;
  for (const rules::Role& role : book.roles) {
    if (role.side == "provider" && !role.administrator) roles.push_back(role.id);
  }
  return roles;
}

/// By the scales of rules/penalties.toml.
supervision::FineRangeOf fine_range_of(const rules::Book& book) {
  return [scales = book.scales](const std::string& id, std::int64_t gain) -> Result<supervision::FineRange> {
    const auto found =
        std::find_if(scales.begin(), scales.end(), [&](const rules::Scale& one) { return one.id == id; });
    if (found == scales.end()) return make_error(ErrorKind::NotFound, "supervision.scale", id);
    YX_TRY(const rules::FineRange range, rules::fine_range(*found, gain));
    return supervision::FineRange{range.min, range.max};
  };
}

Result<rules::Book> read_law(const std::filesystem::path& folder) {
  rules::Loaded law = rules::load(folder);
  if (law.findings.empty()) return std::move(law.book);
  const auto& first = law.findings.front();
  return make_error(ErrorKind::Malformed, "office.rules", first.file + " " + first.where + ": " + first.en);
}

Result<void> open_supervision(House& house, const rules::Book& book) {
  supervision::Service::Options options;
  options.readings = book.settings();
  options.words = rules::effects();
  options.papers = papers_of(book);
  options.fine_range = fine_range_of(book);
  const auto organs = house.settings->path("office.organs");
  if (!organs.empty()) {
    YX_TRY(options.organs, supervision::read_organs(organs));
    auto opened = documents::Service::open(
        house.settings->path("rules.folder"),
        {house.settings->text("public.site"), house.settings->flag("demonstration")}, house.clock);
    if (opened)
      house.documents = std::move(opened).value();
    else if (opened.error().code == "documents.fonts")
      house.documents_off = opened.error();  // everything else works without them
    else
      return opened.error();
  }
  house.supervision = std::make_unique<supervision::Service>(
      supervision::Service::House{*house.database, *house.lane, *house.recorder, house.clock, *house.vault,
                                  house.documents.get()},
      std::move(options));
  return {};
}

}  // namespace

Result<void> House::open_cases() {
  const auto folder = settings->path("rules.folder");
  if (!cases::is_region(settings->text("office.region")))
    return make_error(ErrorKind::Malformed, "office.region", settings->text("office.region"));
  YX_TRY(const rules::Book book, read_law(folder));
  YX_TRY(const Procedures all, procedure::load_all(folder / "procedures"));
  roles = roles_of(book, kind());
  provider_roles = provider_roles_of(book);
  procedures = played_by(all, roles);
  cases::Service::Options options;
  options.procedures = procedures;
  options.prefixes = kPrefixes;
  if (kind() == OfficeKind::Regulator) {
    YX_CHECK(open_supervision(*this, book));
    options.effects = supervision->effects();
    options.settings = supervision->settings();
  } else {
    compliance = std::make_unique<compliance::Service>(book.settings(), rules::effects());
    options.effects = compliance->effects();
    options.settings = compliance->settings();
  }
  YX_TRY(cases, cases::Service::open({*database, *lane, *recorder, clock, ids, *vault,
                                      std::make_shared<const base::WorkCalendar>(calendar)},
                                     std::move(options)));
  return {};
}

}  // namespace yinxin::office
