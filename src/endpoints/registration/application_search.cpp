// POST /applications/search: applications by the number of a paper, for officers of the business. A POST
// because numbers of people never stand in an address, which proxies and logs keep. Nothing is changed and no
// answer is kept.
#include "endpoints/registration/access.hpp"
#include "endpoints/registration/application_json.hpp"
#include "endpoints/registration/operations.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

namespace {

constexpr std::size_t kMaxSearchWord = 256;  // octets of a kind or number
constexpr std::size_t kMaxSearchBody = 4096;
constexpr std::int64_t kMaxRows = 200;  // as of a page

base::Result<std::string> search(const Services& services, const officers::Actor& actor,
                                 const http::JsonReader& body) {
  YX_CHECK(require_business(actor));
  const auto kind = x509::identity_kind(body.text("kind", kMaxSearchWord));
  const std::string number = body.text("number", kMaxSearchWord);
  const std::string after = body.optional_text("after", kMaxSearchWord).value_or("");
  const std::int64_t limit = body.optional_integer("limit", 1, kMaxRows).value_or(Page{}.limit);
  if (!kind) body.fault("kind", "is no kind of number of ours");
  YX_CHECK(body.finish());
  YX_TRY(std::string canonical, x509::canonical_identity_number(*kind, number));
  registration::Service::Filter filter;
  filter.identity = registration::IdentityNumber{*kind, std::move(canonical)};
  YX_TRY(auto applications, services.registration.list(filter, after, limit));
  YX_CHECK(hide_closed(services, actor, applications));
  return page_of(services, applications, limit);
}

}  // namespace

http::Route application_search(const Services& services) {
  const auto handle = [&services](Call call, const http::JsonReader& body) {
    auto found = search(services, call.actor(), body);
    if (!found) return call.fail(std::move(found).error());
    call.answer(200, std::move(*found));
  };
  return signed_write(services, "applicationSearch", http::Method::Post, "/applications/search", handle,
                      kMaxSearchBody);
}

}  // namespace yinxin::endpoints
