// Which procedures an office plays, and with what behind them.
#include <algorithm>

#include "evidence/service.hpp"
#include "office/house.hpp"
#include "rules/book.hpp"
#include "rules/named_articles.hpp"
#include "rules/penalty.hpp"
#include "rules/recurring.hpp"
#include "status/service.hpp"
#include "supervision/monitoring/service.hpp"

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

/// A tip is nobody's to hear of but its reporter's, even where an officer enters whom it is about as its
/// party (requirements 6.1, L4).
const std::set<std::string> kUntold{"tip"};

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

/// Each kind of office issues its own: a provider nothing under an authority's name, and no authority a paper
/// of a party.
std::map<std::string, papers::Paper> papers_of(const rules::Book& book, OfficeKind kind) {
  std::map<std::string, papers::Paper> papers;
  for (const rules::Document& one : book.documents) {
    const bool ours = kind == OfficeKind::Regulator ? one.of_authority() : one.by == "provider";
    papers[one.id] = papers::Paper{one.name, ours ? one.template_id : ""};
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

filings::Relation relation_of(const rules::Following& following) {
  const auto words = [](const std::vector<std::string>& list) {
    return std::set<std::string>(list.begin(), list.end());
  };
  return {{following.begins.begin(), following.begins.end()},
          words(following.files),
          words(following.told),
          words(following.own),
          following.received};
}

/// What of a case that follows is the authority's.
std::map<std::string, cases::Led> led_of(const rules::Book& book) {
  std::map<std::string, cases::Led> led;
  for (const rules::Following& one : book.followings) {
    const filings::Relation relation = relation_of(one);
    led[one.procedure] = {relation.files, relation.told};
  }
  return led;
}

FilingRules filing_rules_of(const rules::Book& book, const Procedures& all) {
  FilingRules found;
  found.procedures = all;
  for (const rules::Route& route : book.routes) {
    found.filed.insert(route.procedure);
    if (route.receiver == "national") found.national.insert(route.procedure);
  }
  for (const rules::Role& role : book.roles) {
    if (role.side == "provider" && !role.administrator) found.party_roles.insert(role.id);
  }
  for (const rules::Document& one : book.documents) {
    if (one.goes_to_party()) found.papers[one.id] = one.name;
  }
  for (const rules::Following& one : book.followings) found.relations[one.procedure] = relation_of(one);
  return found;
}

/// Told to the party, when there is somebody to tell it.
Result<void> tell_of_document(const House& house, store::WriteSet& set, const cases::View& view,
                              const papers::Issued& issued, const documents::Draft& draft,
                              const officers::Actor& actor) {
  if (!house.intake) return {};
  return house.intake->tell_paper(
      set, view,
      {{issued.position, issued.document, issued.title, issued.number, issued.code}, draft.pdf, actor.id});
}

/// Everything else works without fonts.
Result<void> open_documents(House& house) {
  auto opened = documents::Service::open(
      house.settings->path("rules.folder"),
      {house.settings->text("public.site"), house.settings->flag("demonstration"), &house.clock},
      house.clock);
  if (!opened && opened.error().code != "documents.fonts") return opened.error();
  if (opened)
    house.documents = std::move(opened).value();
  else
    house.documents_off = opened.error();
  return {};
}

/// The key under which the office signs what it gives out; an office that draws nothing needs none.
Result<std::optional<documents::SealKey>> seal_of(const House& house) {
  if (!house.documents) return std::optional<documents::SealKey>();
  const std::string id = house.settings->text("ledger.key");
  YX_TRY(const signer::KeyInfo key, house.signer->key(id));
  return std::optional(documents::SealKey{
      id, key.public_key,
      [&signer = *house.signer, id](const std::string& note) { return signer.sign_package(id, note); }});
}

Result<void> open_papers(House& house, const rules::Book& book, papers::Knowing know) {
  papers::Service::Options options;
  options.papers = papers_of(book, house.kind());
  options.know = std::move(know);
  options.article = rules::article_in_words;
  if (house.kind() == OfficeKind::Provider) options.givers = house.roles;
  YX_TRY(options.seal, seal_of(house));
  house.papers = std::make_unique<papers::Service>(
      papers::Service::House{
          *house.database, *house.lane, *house.recorder, house.clock, *house.vault, house.documents.get(),
          [&house](auto& set, const auto& view, const auto& issued, const auto& draft, const auto& actor) {
            return tell_of_document(house, set, view, issued, draft, actor);
          }},
      std::move(options));
  return {};
}

Result<void> open_supervision(House& house, const rules::Book& book) {
  supervision::Service::Options options;
  options.readings = book.settings();
  options.words = rules::effects();
  for (const rules::Document& one : book.documents) {
    if (one.by == kNationalBureau) options.national_papers.insert(one.id);
  }
  options.fine_range = fine_range_of(book);
  options.last_day = [book](const std::string& procedure, const std::string& period) {
    return rules::last_day_of(book, procedure, period);
  };
  options.tip_seals = house.settings->path("tips.store");
  const auto organs = house.settings->path("office.organs");
  if (!organs.empty()) {
    YX_TRY(options.organs, supervision::read_organs(organs));
    YX_CHECK(open_documents(house));
  }
  house.supervision = std::make_unique<supervision::Service>(
      supervision::Service::House{*house.database, *house.lane, *house.recorder, house.clock, *house.vault},
      std::move(options));
  return open_papers(house, book, house.supervision->knowing());
}

/// Of the provider's own things, for what is to be sealed (src/compliance).
Result<bool> is_there(const House& house, const std::string& object) {
  const std::size_t slash = object.find('/');
  const std::string number = object.substr(slash + 1);
  cases::Caller everywhere;
  everywhere.reach = "000000";
  const auto absent_or = [](const base::Error& error) -> Result<bool> {
    if (error.kind == ErrorKind::NotFound) return false;
    return error;
  };
  if (object.compare(0, slash, "case") == 0) {
    const auto found = house.cases->read(number, everywhere);
    return found ? Result<bool>(true) : absent_or(found.error());
  }
  const auto found = house.registration->find(number);
  return found ? Result<bool>(true) : absent_or(found.error());
}

Result<compliance::Counters> count_certificates(const House& house, base::Time from, base::Time to) {
  YX_TRY(const auto counts, house.authority->count(from, to));
  return compliance::Counters{counts.valid, counts.issued, counts.revoked, 0};
}

/// What the departments count for the annual report.
std::vector<store::Statistic> annual_statistics() {
  constexpr std::string_view kComplaint = "complaint";  // of rules/procedures
  std::vector<store::Statistic> all = authority::certificate_statistics();
  all.push_back(registration::application_statistic());
  all.push_back(cases::opened_statistic("complaints.registered", kComplaint));
  all.push_back(cases::closed_statistic("complaints.closed", kComplaint));
  all.push_back(status::list_statistic());
  return all;
}

/// What a provider keeps itself and a step of its cases names.
Result<bool> keeps(const House& house, const cases::Case& the_case, const std::string& input,
                   const crypto::Sm3Digest& sm3) {
  if (the_case.procedure == "claim" && input == "package_sm3")
    return evidence::Service::keeps_package(*house.database, the_case.number, sm3);
  if (input == "snapshot_sm3") return house.compliance->keeps_snapshot(sm3);
  if (input == "figures_sm3") return house.compliance->keeps_report(sm3, false);
  if (input == "locked_sm3") return house.compliance->keeps_report(sm3, true);
  return false;
}

/// By letters of ours that ask for it and were not refused.
Result<bool> is_renewal_filed(const House& house, base::Time since) {
  if (!house.filings) return false;
  filings::Filter filter;
  filter.procedure = "licence_renewal";
  YX_TRY(const auto filed, house.filings->list(filter, "", filings::Records::kMaxPage));
  for (const filings::Filing& one : filed) {
    if (!one.ours || one.begun_at < since || one.state == filings::State::Returned) continue;
    YX_TRY(const filings::Shown shown, house.filings->read(one.id));
    for (const filings::LetterNote& letter : shown.letters) {
      const bool asks = std::any_of(letter.deeds.begin(), letter.deeds.end(), [](const auto& deed) {
        return deed.event == "apply" || deed.event == "apply_late";
      });
      if (asks && !letter.incoming && letter.state != exchange::State::Refused) return true;
    }
  }
  return false;
}

/// A provider's effects: those on certificates are registration's.
Result<void> open_compliance(House& house, const rules::Book& book, cases::Service::Options& options) {
  compliance::Service::Options ours;
  ours.book = book;
  ours.word = house.settings->text("office.word");
  if (!ours.word.empty()) YX_CHECK(open_documents(house));
  ours.words = rules::effects();
  ours.procedures = house.procedures;
  ours.region = house.settings->text("office.region");
  ours.exists = [&house](const std::string& object) { return is_there(house, object); };
  ours.certificates = [&house](base::Time from, base::Time to) {
    return count_certificates(house, from, to);
  };
  ours.statistics = annual_statistics();
  ours.renewal_applied = [&house](base::Time since) { return is_renewal_filed(house, since); };
  ours.promised_hours = [&house](const std::string& service) {
    return compliance::promised_hours(*house.cases, service);
  };
  house.compliance = std::make_unique<compliance::Service>(
      compliance::Service::House{*house.database, *house.lane, *house.recorder, house.clock, house.calendar,
                                 *house.vault, *house.officers, *house.policy},
      std::move(ours));
  options.effects = house.compliance->effects();
  for (auto& [word, effect] : house.registration->case_effects())
    options.effects.insert_or_assign(word, effect);
  options.settings = house.compliance->settings();
  options.keeps = [&house](const cases::Case& the_case, const std::string& input,
                           const crypto::Sm3Digest& sm3) { return keeps(house, the_case, input, sm3); };
  return open_papers(house, book, house.compliance->knowing());
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
  filing_rules = filing_rules_of(book, all);
  cases::Service::Options options;
  options.procedures = procedures;
  options.prefixes = kPrefixes;
  if (kind() == OfficeKind::Regulator) {
    YX_CHECK(open_supervision(*this, book));
    options.effects = supervision->effects();
    options.settings = supervision->settings();
    options.party_of = supervision->party_of();
    options.keeps = [this](const cases::Case&, const std::string& input, const crypto::Sm3Digest& sm3) {
      return input == "alert_sm3" ? supervision::Monitoring::keeps_answer(*database, sm3)
                                  : Result<bool>(false);
    };
    options.follow = [this](const cases::Followed& followed) {
      return intake ? intake->tell(followed) : Result<store::WriteSet>(store::WriteSet());
    };
  } else {
    options.led = led_of(book);
    YX_CHECK(open_compliance(*this, book, options));
  }
  YX_TRY(cases, cases::Service::open({*database, *lane, *recorder, clock, ids, *vault,
                                      std::make_shared<const base::WorkCalendar>(calendar)},
                                     std::move(options)));
  const auto seals = settings->path("tips.store");
  if (kind() == OfficeKind::Regulator && !seals.empty()) {
    tips = std::make_unique<supervision::Tips>(
        supervision::Tips::House{*database, *lane, *recorder, clock, ids, *vault, *officers, *cases}, seals,
        settings->text("office.region"));
  }
  return {};
}

void House::open_filings(const exchange::Service& exchange) {
  const filings::House house{*database, *lane, *recorder, clock, *vault, exchange};
  filings = std::make_unique<filings::Records>(house);
  if (kind() == OfficeKind::Regulator) {
    intake = std::make_unique<filings::Intake>(
        house, *cases,
        filings::Intake::Options{procedures, filing_rules.filed, filing_rules.party_roles,
                                 filing_rules.papers, kUntold, filing_rules.national,
                                 [this](const std::string& party) { return supervision->domicile_of(party); },
                                 filing_rules.relations});
    return;
  }
  filer = std::make_unique<filings::Filer>(
      house, filings::Filer::Options{filing_rules.procedures, filing_rules.filed, filing_rules.national,
                                     settings->text("office.region"), cases.get(), filing_rules.relations});
}

}  // namespace yinxin::office
