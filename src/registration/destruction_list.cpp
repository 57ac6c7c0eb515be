#include <algorithm>

#include "registration/destruction.hpp"
#include "registration/json_text.hpp"

namespace yinxin::registration {

namespace {

using Members = std::vector<std::pair<std::string_view, std::string>>;

std::string time_json(base::Time time) {
  return json_quoted(base::format_utc(time));
}

std::string certificate_json(const authority::CertificateRecord& record) {
  Members members{{"object", json_quoted(authority::certificate_object(record.authority, record.serial))},
                  {"serial", json_quoted(record.serial.to_hex())},
                  {"sm3", json_quoted(base::to_hex(crypto::sm3(record.der)))},
                  {"not_after", time_json(record.validity.not_after)}};
  if (record.revoked_at) members.emplace_back("revoked_at", time_json(*record.revoked_at));
  return json_object(members);
}

/// Approvals that count: of the gates which the destruction needs.
std::string approvals_json(const Attempt& attempt, const std::vector<procedure::GateState>& gates) {
  std::vector<std::string> items;
  const std::vector<std::string>& needs = attempt.transition().needs;
  for (const procedure::GateState& state : gates) {
    if (state.opened == nullptr || std::find(needs.begin(), needs.end(), state.gate->id) == needs.end())
      continue;
    items.push_back(json_object({{"event", json_quoted(state.gate->event)},
                                 {"zh", json_quoted(state.gate->name.zh)},
                                 {"actor", json_quoted(state.opened->actor)},
                                 {"at", time_json(state.opened->at)}}));
  }
  return json_array(items);
}

std::string gone_json(const Destruction& destruction) {
  std::vector<std::string> items;
  const auto add = [&](std::string_view what, const std::string& object, std::int64_t count,
                       const crypto::Sm3Digest& digest) {
    items.push_back(json_object({{"what", json_quoted(what)},
                                 {"object", json_quoted(object)},
                                 {"count", std::to_string(count)},
                                 {"sealed_sm3", json_quoted(base::to_hex(digest))}}));
  };
  const std::string& application = destruction.records.front().object;
  for (const Gone& gone : destruction.gone) add(gone.what, application, gone.count, gone.digest);
  for (const ledger::OpenRecords& records : destruction.records)
    add("act_records", records.object, records.count, records.digest);
  return json_array(items);
}

std::string texts_json(const std::vector<std::string>& texts) {
  std::vector<std::string> items;
  for (const std::string& text : texts) items.push_back(json_quoted(text));
  return json_array(items);
}

}  // namespace

std::string list_text(const Attempt& attempt, const Destruction& destruction,
                      const std::vector<procedure::GateState>& gates) {
  const Application& application = attempt.before.application;
  Members members{{"title", json_quoted("销毁清册")},
                  {"number", json_quoted(application.number)},
                  {"state_before", json_quoted(application.state)},
                  {"profile", json_quoted(application.form.profile)},
                  {"opened_at", time_json(application.opened_at)}};
  if (destruction.certificate)
    members.emplace_back("certificate", certificate_json(*destruction.certificate));
  const Members rest{{"article", json_quoted("24")},
                     {"retain_until", json_quoted(base::format_date(*destruction.retention.retain_until))},
                     {"shared_with", texts_json(destruction.retention.shared_with)},
                     {"approvals", approvals_json(attempt, gates)},
                     {"destroyed_by", json_quoted(attempt.actor_name)},
                     {"destroyed_at", time_json(attempt.at)},
                     {"destroyed", gone_json(destruction)},
                     // What is left: the certificate and its status, which are public; who did what when; the
                     // tree.
                     {"kept", texts_json({"certificate", "steps", "leaves"})}};
  members.insert(members.end(), rest.begin(), rest.end());
  return json_object(members);
}

}  // namespace yinxin::registration
