#include "policy/rules_table.hpp"

#include <algorithm>
#include <tuple>

namespace yinxin::policy {
namespace {

using base::ErrorKind;
using base::make_error;
using base::Result;

constexpr base::CalendarDays kFilingPeriod{30};  // article 16: within 30日 of publication

constexpr std::string_view kInsertRules =
    "INSERT INTO rules_version (kind, version, title, state, effective_at, document, digest, profile, "
    "policies, "
    "proposed_at, filing_receipt) VALUES ($1, $2, $3, 'proposed', $4, $5, $6, $7, $8, $9, '') "
    "ON CONFLICT (kind, version) DO NOTHING";
constexpr std::string_view kApprove =
    "UPDATE rules_version SET state = 'approved', approved_at = $3 "
    "WHERE kind = $1 AND version = $2 AND state = 'proposed'";
constexpr std::string_view kPublish =
    "UPDATE rules_version SET state = 'published', published_at = $3 "
    "WHERE kind = $1 AND version = $2 AND state = 'approved'";
constexpr std::string_view kFile =
    "UPDATE rules_version SET filed_at = $3, filing_receipt = $4 "
    "WHERE kind = $1 AND version = $2 AND state = 'published' AND filed_at IS NULL";

// Columns 0 to 9 make a RulesVersion.
constexpr std::string_view kVersions =
    "SELECT kind, version, title, state, effective_at, policies, published_at, filed_at, filing_receipt, "
    "digest "
    "FROM rules_version ORDER BY COALESCE(published_at, proposed_at) DESC, kind, version DESC";
constexpr std::string_view kPublished =
    "SELECT kind, version, title, state, effective_at, policies, published_at, filed_at, filing_receipt, "
    "digest "
    "FROM rules_version WHERE state = 'published' ORDER BY published_at DESC, kind, version DESC";
constexpr std::string_view kDocument =
    "SELECT kind, version, title, state, effective_at, policies, published_at, filed_at, filing_receipt, "
    "digest, "
    "document, profile FROM rules_version WHERE kind = $1 AND version = $2";

base::Error stored(const char* what) {
  return make_error(ErrorKind::Internal, "policy.stored", what);
}
base::Error wrong_state() {
  return make_error(ErrorKind::Conflict, "policy.rules.state");
}

std::string kind_of(const RulesVersion& version) {
  return std::string(rules_kind_name(version.kind));
}

std::string join(const std::vector<asn1::Oid>& policies) {
  std::string text;
  for (const asn1::Oid& id : policies) text += (text.empty() ? "" : " ") + id.to_text();
  return text;
}

Result<std::vector<asn1::Oid>> split(std::string_view text) {
  std::vector<asn1::Oid> policies;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const auto id = asn1::Oid::from_text(text.substr(0, end));
    if (!id) return stored("policies");
    policies.push_back(*id);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return policies;
}

Result<RulesState> state_of(std::string_view name) {
  for (const RulesState state : {RulesState::Proposed, RulesState::Approved, RulesState::Published}) {
    if (rules_state_name(state) == name) return state;
  }
  return stored("state");
}

std::optional<base::Time> time_of(const store::Row& row, std::size_t column) {
  if (row.is_null(column)) return std::nullopt;
  return base::from_micros(row.integer(column));
}

}  // namespace

void insert_rules(store::WriteSet& set, const Service::Document& rules, base::Time proposed_at) {
  const RulesVersion& version = rules.version;
  set.add_expecting(1, make_error(ErrorKind::Conflict, "policy.rules.version"), kInsertRules,
                    {kind_of(version), version.version, version.title, base::to_micros(version.effective_at),
                     rules.document, base::to_bytes(version.digest), rules.profile, join(version.policies),
                     base::to_micros(proposed_at)});
}

void mark_approved(store::WriteSet& set, const RulesVersion& version, base::Time at) {
  set.add_expecting(1, wrong_state(), kApprove, {kind_of(version), version.version, base::to_micros(at)});
}

void mark_published(store::WriteSet& set, const RulesVersion& version) {
  set.add_expecting(1, wrong_state(), kPublish,
                    {kind_of(version), version.version, base::to_micros(version.published_at.value())});
}

void mark_filed(store::WriteSet& set, const RulesVersion& version) {
  set.add_expecting(
      1, wrong_state(), kFile,
      {kind_of(version), version.version, base::to_micros(version.filed_at.value()), version.filing_receipt});
}

Result<RulesVersion> RulesTable::to_version(const store::Row& row) const {
  RulesVersion version;
  const auto kind = find_rules_kind(row.text(0));
  if (!kind) return stored("kind");
  version.kind = *kind;
  version.version = row.text(1);
  version.title = row.text(2);
  YX_TRY(version.state, state_of(row.text(3)));
  version.effective_at = base::from_micros(row.integer(4));
  YX_TRY(version.policies, split(row.text(5)));
  version.published_at = time_of(row, 6);
  version.filed_at = time_of(row, 7);
  version.filing_receipt = row.text(8);
  version.filing_due = filing_due(version);
  if (row.blob(9).size() != version.digest.size()) return stored("digest");
  std::copy(row.blob(9).begin(), row.blob(9).end(), version.digest.begin());
  return version;
}

base::Date RulesTable::filing_due(const RulesVersion& version) const {
  if (!version.published_at) return {};
  return calendar_.after(base::beijing_date(*version.published_at), kFilingPeriod).due_raw;
}

Result<std::vector<RulesVersion>> RulesTable::versions(bool all) const {
  YX_TRY(const auto rows, database_.query(all ? kVersions : kPublished, {}));
  std::vector<RulesVersion> versions;
  for (const store::Row& row : rows) {
    YX_TRY(RulesVersion version, to_version(row));
    versions.push_back(std::move(version));
  }
  return versions;
}

Result<Service::Document> RulesTable::document(RulesKind kind, const std::string& version) const {
  YX_TRY(const auto rows, database_.query(kDocument, {std::string(rules_kind_name(kind)), version}));
  if (rows.empty()) return make_error(ErrorKind::NotFound, "policy.rules.none");
  YX_TRY(RulesVersion found, to_version(rows[0]));
  Service::Document document;
  document.document = rows[0].text(10);
  document.profile = rows[0].text(11);
  // What was approved and published is what this digest stands for in the ledger.
  if (crypto::sm3(base::as_bytes(document.document)) != found.digest) return stored("document");
  document.version = std::move(found);
  return document;
}

const RulesVersion* in_force(const std::vector<RulesVersion>& versions, RulesKind kind, base::Time at) {
  const auto since = [](const RulesVersion& version) {
    const base::Time published = version.published_at.value();
    return std::tuple(std::max(published, version.effective_at), published);
  };
  const RulesVersion* newest = nullptr;
  for (const RulesVersion& version : versions) {
    if (version.kind != kind || !version.published_at || std::get<0>(since(version)) > at) continue;
    if (newest == nullptr || since(version) > since(*newest)) newest = &version;
  }
  return newest;
}

}  // namespace yinxin::policy
