#include "policy/rules_profile.hpp"

#include <algorithm>
#include <array>

#include "base/toml.hpp"

namespace yinxin::policy {
namespace {

using base::Result;
using base::TomlReader;

// 身份查验方式 of requirements 11.1.
constexpr std::array<std::string_view, 8> kIdentityMethods{"counter",
                                                           "delegated_counter",
                                                           "remote_video",
                                                           "national_identity_source",
                                                           "organisation_source",
                                                           "corporate_account",
                                                           "existing_certificate",
                                                           "official_letter"};

constexpr std::int64_t kDay = 24;
constexpr std::int64_t kMaxDays = 365;                 // ours, of every period that is counted in days
constexpr std::int64_t kMaxHandlingHours = 90 * kDay;  // ours
constexpr std::int64_t kMaxValidityDays = 3653;        // ours: ten years; rules/profiles say less
constexpr std::int64_t kMaxRevocationHours = kDay;     // ours: a leaked key is no matter of days
constexpr std::int64_t kMaxCrlHours = kDay;            // requirements article 18: at most 24 h
constexpr std::int64_t kMaxOcspMinutes = kDay * 60;    // not older than a CRL may be
constexpr std::int64_t kLeastRetentionYears = 5;       // article 24
constexpr std::int64_t kMostRetentionYears = 100;      // a slip of the pen beyond
constexpr std::int64_t kMostAttempts = 10;             // ours: more calls a day guess, and report no loss
constexpr std::int64_t kHoursOfDay = 24;
constexpr std::size_t kMaxWord = 64;

/// The value, or an empty one: the fault is noted in the reader, and finish() ends the matter.
template <class T>
T taken(Result<T> result) {
  return result ? std::move(result).value() : T();
}

void note(const TomlReader& reader, std::string_view key, std::string_view why) {
  [[maybe_unused]] const base::Error noted = reader.fault(key, why);
}

bool is_word(std::string_view text) {
  return !text.empty() && text.size() <= kMaxWord && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

/// At least one, none twice, each one that `is_known` knows.
template <class Known>
std::vector<std::string> words(const TomlReader& reader, std::string_view key, const Known& is_known) {
  std::vector<std::string> all = taken(reader.list<std::string>(key));
  if (all.empty()) note(reader, key, "is missing or empty");
  for (auto word = all.begin(); word != all.end(); ++word) {
    const std::string which = "entry " + std::to_string(word - all.begin() + 1);
    if (!is_known(*word)) note(reader, key, which + " is none of ours");
    if (std::find(all.begin(), word, *word) != word) note(reader, key, which + " is there twice");
  }
  return all;
}

asn1::Oid identifier(const TomlReader& reader, std::string_view key) {
  const auto id = asn1::Oid::from_text(taken(reader.get<std::string>(key)));
  if (!id) {
    note(reader, key, "is no object identifier");
    return {};
  }
  return *id;
}

std::string line_of_text(const TomlReader& reader, std::string_view key) {
  std::string text = taken(reader.get<std::string>(key));
  if (text.empty()) note(reader, key, "is missing or empty");
  return text;
}

ClassRules read_class(const TomlReader& reader) {
  ClassRules rules;
  rules.profile = taken(reader.get<std::string>("profile"));
  if (!is_word(rules.profile)) note(reader, "profile", "is no id of a certificate profile");
  rules.policy = identifier(reader, "policy");
  rules.identity_methods = words(reader, "identity_methods", [](std::string_view word) {
    return std::find(kIdentityMethods.begin(), kIdentityMethods.end(), word) != kIdentityMethods.end();
  });
  rules.materials = words(reader, "materials", is_word);
  rules.max_validity_days = taken(reader.integer("max_validity_days", 1, kMaxValidityDays));
  rules.section = line_of_text(reader, "section");
  rules.identity_number_in_clear = taken(reader.get_or<bool>("identity_number_in_clear", false));
  return rules;
}

void read_classes(const TomlReader& root, CpsProfile& profile) {
  for (const TomlReader& entry : taken(root.tables("classes"))) {
    ClassRules rules = read_class(entry);
    const std::string id = rules.profile;
    if (!profile.classes.emplace(id, std::move(rules)).second) note(entry, "profile", "is there twice");
  }
  if (profile.classes.empty()) note(root, "classes", "is missing");
}

LossReportRules read_loss_report(const TomlReader& reader) {
  LossReportRules rules;
  rules.questions = words(reader, "questions", [](std::string_view word) {
    return std::find(std::begin(kLossQuestions), std::end(kLossQuestions), word) != std::end(kLossQuestions);
  });
  const auto known = static_cast<std::int64_t>(rules.questions.size());
  rules.asked = taken(reader.integer("asked", 1, std::max<std::int64_t>(known, 1)));
  rules.right = taken(reader.integer("right", 1, std::max<std::int64_t>(rules.asked, 1)));
  rules.attempts = taken(reader.integer("attempts", 1, kMostAttempts));
  rules.one_officer = taken(reader.get<bool>("one_officer"));
  rules.opens = taken(reader.integer("opens", 0, kHoursOfDay - 1));
  rules.closes = taken(reader.integer("closes", 1, kHoursOfDay));
  if (rules.closes <= rules.opens) note(reader, "closes", "is not after opens");
  rules.section = line_of_text(reader, "section");
  return rules;
}

std::string read_version(const TomlReader& root, const std::string& expected) {
  std::string version = taken(root.get<std::string>("version"));
  if (version != expected) note(root, "version", "is not the version proposed, " + expected);
  return version;
}

base::Error format_error(const base::Error& error) {
  return base::make_error(base::ErrorKind::Malformed, "policy.rules.format", error.detail);
}

}  // namespace

Result<CpsProfile> parse_cps_profile(std::string_view text, const std::string& version) {
  const auto root = TomlReader::parse(text, "cps_profile");
  if (!root) return format_error(root.error());
  CpsProfile profile;
  profile.version = read_version(*root, version);
  const auto days = [&](std::string_view key) { return taken(root->integer(key, 1, kMaxDays)); };
  profile.handling_hours = taken(root->integer("handling_hours", 1, kMaxHandlingHours));
  profile.supplement_days = days("supplement_days");
  profile.agreement_days = days("agreement_days");
  profile.acceptance_days = days("acceptance_days");
  profile.revocation_hours = taken(root->integer("revocation_hours", 1, kMaxRevocationHours));
  profile.crl_hours = taken(root->integer("crl_hours", 1, kMaxCrlHours));
  profile.ocsp_minutes = taken(root->integer("ocsp_minutes", 1, kMaxOcspMinutes));
  profile.retention_years =
      taken(root->integer("retention_years", kLeastRetentionYears, kMostRetentionYears));
  profile.renewal_days = days("renewal_days");
  profile.suspension_allowed = taken(root->get<bool>("suspension_allowed"));
  profile.renewal_by_certificate = taken(root->get<bool>("renewal_by_certificate"));
  profile.renewal_revokes = taken(root->get<bool>("renewal_revokes"));
  read_classes(*root, profile);
  if (root->has("loss_report")) {
    const auto table = root->table("loss_report");
    if (table) profile.loss_report = read_loss_report(*table);
  }
  const auto faults = root->finish();
  if (!faults) return format_error(faults.error());
  return profile;
}

Result<std::vector<asn1::Oid>> parse_cp_policies(std::string_view text, const std::string& version) {
  const auto root = TomlReader::parse(text, "cp");
  if (!root) return format_error(root.error());
  read_version(*root, version);
  std::vector<asn1::Oid> policies;
  for (const TomlReader& entry : taken(root->tables("policies"))) {
    const asn1::Oid id = identifier(entry, "id");
    line_of_text(entry, "name");
    if (std::find(policies.begin(), policies.end(), id) != policies.end())
      note(entry, "id", "is there twice");
    policies.push_back(id);
  }
  if (policies.empty()) note(*root, "policies", "is missing");
  const auto faults = root->finish();
  if (!faults) return format_error(faults.error());
  return policies;
}

}  // namespace yinxin::policy
