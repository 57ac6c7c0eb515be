// POST /conditions/{condition}: what a compliance officer has verified of one condition of the licence.
#include <algorithm>

#include "endpoints/compliance/operations.hpp"

namespace yinxin::endpoints {

using compliance::ConditionEntry;

namespace {

constexpr std::size_t kMaxValueText = 1024;  // octets; the service says 200 characters
constexpr std::size_t kDigestText = 64;
constexpr std::size_t kMaxConditionBody = 4096;

std::string entered_json(const ConditionEntry& entry) {
  http::JsonWriter json;
  json.object([&] {
    json.text("condition", entry.condition).boolean("met", entry.met).text("value", entry.value);
    json.text("verified_on", base::format_date(entry.verified_on));
    if (entry.proof) json.text("proof_sm3", base::to_hex(*entry.proof));
    json.text("by", entry.actor).time("at", entry.at);
  });
  return json.text();
}

std::optional<crypto::Sm3Digest> read_proof(const http::JsonReader& body) {
  const auto text = body.optional_text("proof_sm3", kDigestText);
  if (!text) return std::nullopt;
  const auto octets = base::from_hex(*text);
  crypto::Sm3Digest digest{};
  if (!octets || octets->size() != digest.size()) {
    body.fault("proof_sm3", "is no SM3 digest");
    return std::nullopt;
  }
  std::copy(octets->begin(), octets->end(), digest.begin());
  return digest;
}

base::Result<ConditionEntry> read_entry(const Call& call, const http::JsonReader& body) {
  ConditionEntry entry;
  entry.condition = call.request().path_parameter("condition");
  entry.met = body.boolean("met");
  entry.value = body.text("value", kMaxValueText);
  entry.verified_on = day_member(body, "verified_on");
  entry.proof = read_proof(body);
  YX_CHECK(body.finish());
  return entry;
}

}  // namespace

http::Route condition_enter(const Services& services) {
  const auto handle = [&services](const Call& call, const http::JsonReader& body) {
    auto entry = read_entry(call, body);
    if (!entry) return call.fail(std::move(entry).error());
    duties_of(services).enter_condition(std::move(entry).value(), call.actor(),
                                        call.remember<ConditionEntry>(200, entered_json),
                                        call.completion<ConditionEntry>());
  };
  return signed_write(services, "conditionEnter", http::Method::Post, "/conditions/{condition}", handle,
                      kMaxConditionBody);
}

}  // namespace yinxin::endpoints
