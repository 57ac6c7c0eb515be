// GET /acts: what was done, by whom, for the audit administrator (requirements 6.5, 8.3): every act of
// everybody, the other administrators' and the looks at personal data with their reasons among them. Newest
// first; who asks goes on with `next` until there is none, also from a page with few acts or none.
#include <algorithm>
#include <charconv>

#include "endpoints/operations.hpp"
#include "endpoints/signed.hpp"
#include "ledger/act_search.hpp"
#include "x509/text.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::size_t kMaxFact = 500;     // characters of a value that is told; the longest is a reason
constexpr std::int64_t kGroupSize = 100;  // of act numbers (proof/act_code.hpp)

Result<void> read_which(const http::Request& request, ledger::ActQuestion& question) {
  const auto act = request.query_parameter("act");
  const auto group = request.query_parameter("group");
  const auto bad = [](const char* what) {
    return make_error(ErrorKind::Malformed, "ledger.acts.question", what);
  };
  if (act) {
    const auto all = proof::all_acts();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.name == *act; });
    if (found == all.end()) return bad("act");
    question.first_act = question.last_act = static_cast<std::int64_t>(found->code);
  } else if (group) {
    if (group->size() != 1 || (*group)[0] < '1' || (*group)[0] > '9') return bad("group");
    question.first_act = ((*group)[0] - '0') * kGroupSize;
    question.last_act = question.first_act + kGroupSize - 1;
  }
  question.object = std::string(request.query_parameter("object").value_or(""));
  question.actor = std::string(request.query_parameter("actor").value_or(""));
  return {};
}

Result<void> read_where(const Office& services, const http::Request& request, ledger::ActQuestion& question) {
  YX_TRY(const Page page, read_page(request));
  question.limit = page.limit;
  if (!page.after.empty()) {
    const char* end = page.after.data() + page.after.size();
    std::int64_t before = 0;
    const auto [rest, failed] = std::from_chars(page.after.data(), end, before);
    if (failed != std::errc() || rest != end) return make_error(ErrorKind::Malformed, "http.page", "after");
    question.before = before;
  } else if (const auto until = request.query_parameter("until")) {
    YX_TRY(const base::Date day, base::parse_date(*until));
    constexpr std::chrono::hours kBeijing{8};
    const base::Time end = base::Time(std::chrono::sys_days(day) + std::chrono::days(1)) - kBeijing;
    YX_TRY(question.before, ledger::numbered_before(services.database, end));
  }
  return {};
}

/// Signatures are for checkers (yinxin export), not for reading.
bool is_told(std::string_view name, std::string_view value) {
  const auto characters = x509::count_characters(value);
  return name != "actor" && name.substr(0, 6) != "actor." && characters && *characters <= kMaxFact &&
         value.find('\0') == std::string_view::npos;
}

void write_act(http::JsonWriter& json, const ledger::FoundAct& act) {
  const proof::ActInfo& info = proof::act_info(act.act);
  json.object([&] {
    json.integer("seq", act.seq).time("at", act.at);
    json.text("act", info.name).text("zh", info.zh).text("en", info.en).text("object", act.object);
    if (!act.record) return;
    json.text("actor", act.record->find("actor").value_or(""));
    json.object("facts", [&] {
      for (const auto& [name, value] : act.record->fields()) {
        if (is_told(name, base::as_text(value))) json.text(name, base::as_text(value));
      }
    });
  });
}

Result<std::string> list_acts(const Office& services, const officers::Actor& actor,
                              const http::Request& request) {
  YX_CHECK(officers::require_role(actor, officers::Role::AuditAdministrator));
  ledger::ActQuestion question;
  YX_CHECK(read_which(request, question));
  YX_CHECK(read_where(services, request, question));
  YX_TRY(const auto found, ledger::find_acts(services.database, services.recorder, question));
  http::JsonWriter json;
  json.object([&] {
    json.array("acts", [&] {
      for (const ledger::FoundAct& act : found.acts) write_act(json, act);
    });
    if (found.next) json.text("next", std::to_string(*found.next));
  });
  return json.text();
}

}  // namespace

http::Route act_list(const Office& services) {
  const auto handle = [&services](const officers::Actor& actor, const http::Request& request,
                                  http::Responder responder) {
    auto listed = list_acts(services, actor, request);
    if (!listed) return responder.fail(std::move(listed).error());
    responder.answer(http::json(200, *listed));
  };
  return signed_read(services, "actList", "/acts", handle);
}

}  // namespace yinxin::endpoints
