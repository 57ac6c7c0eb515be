// POST /rosters/{number}/links: links for people of a roster. The officer's machine draws the tokens; their
// digests alone come here (docs/decisions/0031).
#include "endpoints/registration/access.hpp"
#include "endpoints/registration/operations.hpp"
#include "endpoints/registration/roster_json.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

using base::Result;
using registration::MadeLinks;
using registration::NewLink;

namespace {

constexpr std::size_t kTokenDigestText = 64;

struct AskedLinks {
  std::vector<NewLink> links;
  std::int64_t days = 0;
};

Result<AskedLinks> read_links(const http::JsonReader& body) {
  AskedLinks asked;
  asked.days = body.integer("days", 1, registration::kMaxLinkDays);
  for (const http::JsonReader& one : body.objects("links", registration::kMaxRosterRows)) {
    NewLink& link = asked.links.emplace_back();
    link.position = one.integer("position", 1, registration::kMaxRosterRows);
    const auto digest = base::from_hex(one.text("token_sm3", kTokenDigestText));
    if (digest && digest->size() == link.token_sm3.size())
      std::copy(digest->begin(), digest->end(), link.token_sm3.begin());
    else
      one.fault("token_sm3", "is not an SM3 digest in hexadecimal");
  }
  YX_CHECK(body.finish());
  return asked;
}

std::string links_receipt(const MadeLinks& made) {
  http::JsonWriter json;
  json.object(
      [&] { json.text("roster", made.roster).integer("links", made.links).time("until", made.until); });
  return json.text();
}

}  // namespace

http::Route roster_links(const Services& services) {
  const auto handle = [&services](const Call& call, const http::JsonReader& body) {
    const auto may = require_own_staff(call.actor());
    if (!may) return call.fail(may.error());
    const auto rosters = rosters_of(services);
    if (!rosters) return call.fail(rosters.error());
    auto asked = read_links(body);
    if (!asked) return call.fail(std::move(asked).error());
    (*rosters)->make_links(call.request().path_parameter("number"), std::move(asked->links), asked->days,
                           call.actor(), call.remember<MadeLinks>(201, links_receipt),
                           call.completion<MadeLinks>());
  };
  return signed_write(services, "rosterLinks", http::Method::Post, "/rosters/{number}/links", handle);
}

}  // namespace yinxin::endpoints
