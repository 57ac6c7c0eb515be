// A provider that files and an authority that plays cases, each an organisation of exchange_world.hpp with
// its database, and the line between them.
#pragma once

#include "base/toml.hpp"
#include "exchange_support/exchange_world.hpp"
#include "filings/service.hpp"

namespace yinxin::filings_support {

using cases::Caller;
using cases::Case;
using exchange_support::ExchangeWorld;
using exchange_support::need;
using filings::Filer;
using filings::Filing;
using filings::FilingId;
using filings::Intake;
using filings::LetterNote;
using filings::Records;
using filings::Wish;
using officers::Role;
using store::code_of;

inline std::string sm3_of(std::string_view content) {
  return base::to_hex(crypto::sm3(base::as_bytes(content)));
}
inline base::Date day(std::string_view text) {
  return base::parse_date(text).value();
}
inline procedure::Value text(std::string_view words) {
  return std::string(words);
}

/// A matter that the authority begins by itself: what it plans is its own until it notifies the party.
inline constexpr std::string_view kInquiry = R"(id = "inquiry"
name = { zh = "询问", en = "Inquiry" }
in_force_from = 2024-11-01
cites = ["31"]
state = [
  { id = "planned", name = { zh = "已计划", en = "Planned" } },
  { id = "notified", name = { zh = "已通知", en = "Notified" } },
  { id = "over", name = { zh = "已结束", en = "Over" }, final = true },
]
[[transition]]
event = "plan"
name = { zh = "计划", en = "Plan" }
to = "planned"
roles = ["case_officer"]
cites = ["31"]
[[transition]]
event = "notify"
name = { zh = "通知", en = "Notify" }
from = ["planned"]
to = "notified"
roles = ["case_officer"]
outputs = ["receipt"]
cites = ["31"]
[[transition.input]]
id = "question"
type = "text"
label = { zh = "问题", en = "Question" }
level = "L2"
[[transition.input]]
id = "secret"
type = "text"
label = { zh = "线索", en = "Lead" }
level = "L3"
[[transition]]
event = "answer"
name = { zh = "答复", en = "Answer" }
from = ["notified"]
to = "over"
roles = ["responsible_person"]
cites = ["31"]
)";

/// Read once: it is done before each test.
inline const std::map<std::string, std::vector<procedure::Procedure>>& filed_procedures() {
  static const auto kAll = [] {
    std::map<std::string, std::vector<procedure::Procedure>> all;
    for (const std::string id : {"rules_filing", "licence_change", "licence_application", "licence_status",
                                 "licence_renewal", "accountability", "service_stop", "takeover"})
      all[id] = {need(procedure::load(std::string(YX_SOURCE_DIR) + "/rules/procedures/" + id + ".toml"))};
    for (auto& one : all["takeover"].front().transitions) one.opens.clear();  // a penalty: played elsewhere
    all["inquiry"] = {need(procedure::parse(kInquiry, "inquiry"))};
    return all;
  }();
  return kAll;
}

inline std::set<std::string> filed_ids() {
  return {"rules_filing", "licence_change", "licence_application"};
}

/// rules/following.toml.
inline const std::map<std::string, filings::Relation>& relations() {
  static const auto kAll = [] {
    std::map<std::string, filings::Relation> all;
    const auto file = need(base::TomlReader::load(std::string(YX_SOURCE_DIR) + "/rules/following.toml"));
    for (const base::TomlReader& one : need(file.tables("following"))) {
      filings::Relation& relation = all[need(one.get<std::string>("procedure"))];
      for (const base::TomlReader& begin : need(one.tables("begins")))
        relation.begins[need(begin.get<std::string>("event"))] = need(begin.get<std::string>("is"));
      const auto words = [&](const char* key) {
        const auto list = need(one.list<std::string>(key));
        return std::set<std::string>(list.begin(), list.end());
      };
      relation.files = words("files");
      relation.told = words("told");
      relation.own = words("own");
      relation.received = need(one.get_or<bool>("received", false));
    }
    return all;
  }();
  return kAll;
}

/// As both sides play them; the provider's cases follow.
inline cases::Service::Options case_options() {
  cases::Service::Options options;
  options.procedures = filed_procedures();
  options.prefixes["rules_filing"] = "BA";
  const cases::Effect nothing = [](const auto&, auto&) { return base::Result<void>(); };
  for (const char* word : {"register_entry", "licence_status", "experts", "publication", "ownership"})
    options.effects[word] = nothing;
  options.settings = [](const cases::Case&) -> base::Result<procedure::Values> {
    return procedure::Values{{"reading.q04_supplement_days", std::int64_t{30}},
                             {"records.oid_of_other_line", false}};
  };
  options.keeps = [](const auto&...) { return base::Result<bool>(true); };  // files are src/cases' to test
  for (const auto& [id, relation] : relations()) options.led[id] = {relation.files, relation.told};
  return options;
}

inline officers::Actor officer(const std::string& account, std::vector<Role> roles) {
  officers::Actor actor;
  actor.id = "officer/" + account;
  actor.roles = std::move(roles);
  actor.signature_base = base::to_bytes("base");
  actor.signature = base::to_bytes("signature");
  return actor;
}

class FilingsWorld : public ExchangeWorld {
 protected:
  void SetUp() override {
    ExchangeWorld::SetUp();
    if (IsSkipped()) return;
    open_provider();
    open_regulator();
  }
  void TearDown() override {
    close_provider();
    close_regulator();
    ExchangeWorld::TearDown();
  }

  /// A new program on the same database; what fails is what its lane meets.
  void open_provider(std::optional<store::Fault> fault = {}) {
    close_provider();
    start_provider(std::move(fault));
    const filings::House house = house_of(*provider);
    provider_records = std::make_unique<Records>(house);
    own_cases = need(cases::Service::open(
        {provider->database(), *provider->lane, provider->recorder, clock, provider->ids, vault, calendar},
        case_options()));
    filer = std::make_unique<Filer>(
        house,
        Filer::Options{
            filed_procedures(), filed_ids(), {"licence_change"}, "530000", own_cases.get(), relations()});
    provider->department = [this](const auto& incoming) { return filer->take(incoming); };
    provider->receipts = [this](const auto& said) { return filer->receipted(said); };
  }
  void close_provider() {
    filer.reset();
    own_cases.reset();
    provider_records.reset();
    if (provider) provider->stop();
  }
  void open_regulator(std::optional<store::Fault> fault = {}) {
    close_regulator();
    start_regulator(std::move(fault));
    cases::Service::Options options = case_options();
    options.follow = [this](const auto& followed) {
      return follows ? intake->tell(followed) : base::Result<store::WriteSet>(store::WriteSet());
    };
    options.party_of = [](const auto&, const auto& named) { return base::Result<std::string>(named); };
    cases = need(cases::Service::open({regulator->database(), *regulator->lane, regulator->recorder, clock,
                                       regulator->ids, vault, calendar},
                                      std::move(options)));
    const filings::House house = house_of(*regulator);
    regulator_records = std::make_unique<Records>(house);
    intake = std::make_unique<Intake>(
        house, *cases,
        Intake::Options{filed_procedures(),
                        filed_ids(),
                        {"compliance_officer", "responsible_person"},
                        {{"filing_supplement_notice", {"备案（报送）材料补正通知", "Supplement notice"}},
                         {"filing_receipt", {"备案回执", "Receipt of a filing"}},
                         {"receipt", {"收件回执", "Receipt"}},
                         {"takeover_order", {"承接通知", "Takeover order"}},
                         {"change_decision", {"准予（不予）变更决定书", "Decision on a change"}}},
                        untold,
                        {"licence_change"},
                        [this](const std::string&) -> base::Result<std::string> { return domicile; },
                        relations()});
    regulator->department = [this](const auto& incoming) { return intake->take(incoming); };
    regulator->receipts = [this](const auto& said) { return regulator_records->receipted(said); };
  }
  void close_regulator() {
    intake.reset();
    regulator_records.reset();
    cases.reset();
    if (regulator) regulator->stop();
    if (provider) provider->line.ends["regulator"] = nullptr;
  }

  /// A second version of the CPS, published a few days ago, with its papers.
  static Wish cps() {
    Wish wish;
    wish.procedure = "rules_filing";
    wish.deeds = {{"publish",
                   "",
                   {{"kind", text("cps")},
                    {"version", text("2.0")},
                    {"first_version", false},
                    {"text_sm3", text(sm3_of("the text"))},
                    {"url", text("https://example.cn/cps/2.0")},
                    {"published_on", day("2026-01-05")},
                    {"effective_on", day("2026-02-01")}}},
                  {"submit_filing",
                   "",
                   {{"package_sm3", text(sm3_of("the package"))},
                    {"cps_profile_sm3", text(sm3_of("the profile"))},
                    {"endpoints", procedure::Rows{{{"service", std::string("crl")},
                                                   {"address", std::string("http://example.cn/crl")}}}},
                    {"canary_serials", std::vector<std::string>{"00ff"}}}}};
    wish.files = {file("the text"), file("the package"), file("the profile")};
    return wish;
  }
  static filings::File file(const std::string& content) {
    return {content + ".pdf", "application/pdf", base::to_bytes(content)};
  }
  /// A change, as the compliance officer enters it; the head of the office submits it by a letter of their
  /// own.
  static Wish change() {
    Wish wish;
    wish.procedure = "licence_change";
    wish.deeds = {{"open_package", "", {}},
                  {"add_change",
                   "c1",
                   {{"matter", text("name")},
                    {"changed_on", day("2026-01-05")},
                    {"old_value", text("旧名")},
                    {"new_value", text("新名")},
                    {"proof_sm3", text(sm3_of("the proof"))}}}};
    wish.files = {file("the proof")};
    return wish;
  }
  static Wish submission() {
    Wish wish;
    wish.deeds = {{"submit", "", {{"package_sm3", text(sm3_of("the package"))}}}};
    wish.files = {file("the package")};
    return wish;
  }

  base::Result<Filing> file_it(Wish wish, const officers::Actor& actor) {
    base::Waiter<Filing> waiter;
    filer->file(std::move(wish), actor, {}, waiter.completion());
    return waiter.wait();
  }
  base::Result<Filing> add_to(const FilingId& id, Wish wish, const officers::Actor& actor) {
    base::Waiter<Filing> waiter;
    filer->add(id, std::move(wish), actor, {}, waiter.completion());
    return waiter.wait();
  }
  FilingId filed(Wish wish = cps()) { return need(file_it(std::move(wish), comply)).id; }

  /// By an officer of the authority who may do it.
  base::Result<Case> act(const std::string& number, const std::string& event, const std::string& role,
                         procedure::Values inputs = {}) {
    cases::Deed deed;
    deed.number = number;
    deed.event = event;
    deed.inputs = std::move(inputs);
    base::Waiter<Case> waiter;
    cases->perform(std::move(deed), by(role), {}, waiter.completion());
    return waiter.wait();
  }
  static Caller by(const std::string& role) {
    Caller caller;
    caller.actor = officer(role.substr(0, 12), {});
    caller.roles = {role};
    caller.reach = "000000";
    return caller;
  }
  /// In the provider's own cases, by an officer of that role.
  base::Result<Case> act_here(const std::string& number, const std::string& event, const std::string& role,
                              procedure::Values inputs = {}, const std::string& item = "",
                              const std::string& person = "") {
    cases::Deed deed;
    deed.number = number;
    deed.event = event;
    deed.inputs = std::move(inputs);
    deed.item = item;
    Caller caller = by(role);
    if (!person.empty()) caller.actor = officer(person, {});
    base::Waiter<Case> waiter;
    own_cases->perform(std::move(deed), caller, {}, waiter.completion());
    return waiter.wait();
  }
  std::string open_here(const std::string& procedure, const std::string& role,
                        procedure::Values inputs = {}) {
    cases::Opening opening;
    opening.procedure = procedure;
    opening.party = "office";
    opening.scope = "530000";
    opening.inputs = std::move(inputs);
    base::Waiter<Case> waiter;
    own_cases->open_case(opening, by(role), {}, waiter.completion());
    return need(waiter.wait()).number;
  }
  cases::View here(const std::string& number) const {
    return need(own_cases->read(number, by("compliance_officer")));
  }
  /// The provider's own case of what cps() files: drafted, reviewed by three, approved, published.
  std::string own_cps() {
    const std::string number = open_here("rules_filing", "compliance_officer",
                                         {{"kind", text("cps")},
                                          {"version", text("2.0")},
                                          {"first_version", false},
                                          {"text_sm3", text(sm3_of("the text"))},
                                          {"changes_sm3", text(sm3_of("the changes"))}});
    for (const std::string reviewer : {"review-1", "review-2", "review-3"})
      need(act_here(number, "review", "review_officer", {{"opinion", text("同意")}}, "", reviewer));
    need(act_here(number, "approve", "responsible_person"));
    need(act_here(number, "publish", "compliance_officer",
                  {{"text_sm3", text(sm3_of("the text"))},
                   {"url", text("https://example.cn/cps/2.0")},
                   {"effective_on", day("2026-12-01")}}));
    return number;
  }
  /// Filed from there.
  Wish cps_from(const std::string& number) const {
    Wish wish = cps();
    wish.own_case = number;
    wish.deeds[0].inputs["published_on"] = base::beijing_date(clock.now());
    wish.deeds[0].inputs["effective_on"] = day("2026-12-01");
    return wish;
  }
  base::Result<Filing> settle_matter(const FilingId& id, const filings::Matter& matter, bool again,
                                     const std::string& reason = "") {
    base::Waiter<Filing> waiter;
    filer->settle({id, matter.letter, matter.position, again, reason}, comply, {}, waiter.completion());
    return waiter.wait();
  }

  cases::View seen(const std::string& number) const { return need(cases->read(number, by("case_officer"))); }

  Filing at_provider(const FilingId& id) const { return need(provider_records->find(id)); }
  std::vector<LetterNote> letters(const Records& records, const FilingId& id) const {
    return need(records.read(id)).letters;
  }
  /// "out submission delivered", "in notice delivered …": how the letters of a filing stand at the provider.
  std::vector<std::string> course(const Records& records, const FilingId& id) const {
    std::vector<std::string> all;
    for (const LetterNote& letter : letters(records, id)) {
      std::string line = letter.incoming ? "in " : "out ";
      line += std::string(exchange::kind_name(letter.kind)) + " ";
      line += std::string(exchange::state_name(letter.state));
      all.push_back(line + (letter.code.empty() ? "" : " " + letter.code));
    }
    return all;
  }
  std::int64_t cases_there() const { return regulator->number("SELECT count(*) FROM case_record"); }

  const officers::Actor comply = officer("comply-1", {Role::ComplianceOfficer});
  const officers::Actor head = officer("head-1", {Role::ResponsiblePerson});
  privacy::Vault vault{crypto::random_secret(crypto::kSealKeySize),
                       crypto::random_secret(crypto::kSealKeySize)};
  std::shared_ptr<const base::WorkCalendar> calendar = std::make_shared<const base::WorkCalendar>(
      need(base::WorkCalendar::load(std::string(YX_SOURCE_DIR) + "/rules/calendar")));
  bool follows = true;
  std::set<std::string> untold;
  std::string domicile;  // of the sender, by its licence
  std::unique_ptr<Records> provider_records, regulator_records;
  std::unique_ptr<Filer> filer;
  std::unique_ptr<cases::Service> own_cases;  // the provider's
  std::unique_ptr<cases::Service> cases;
  std::unique_ptr<Intake> intake;

 private:
  filings::House house_of(exchange_support::Party& party) {
    return {party.database(), *party.lane, party.recorder, clock, vault, *party.service};
  }
};

}  // namespace yinxin::filings_support
