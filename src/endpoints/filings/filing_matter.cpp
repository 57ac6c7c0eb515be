// POST /filings/{id}/letters/{letter}/matters/{position}: an officer settles what our own case did not
// follow: it is tried once more, or set aside for a reason.
#include <charconv>

#include "endpoints/filings/filing_json.hpp"
#include "endpoints/filings/operations.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;
using filings::Filing;

namespace {

constexpr std::size_t kMaxSettlingReasonOctets = 2048;  // 500 characters

Result<filings::Filer::Settling> read_settling(const http::Request& request, const http::JsonReader& body) {
  const auto filing = filings::FilingId::parse(request.path_parameter("id"));
  const auto letter = filings::MessageId::parse(request.path_parameter("letter"));
  const std::string digits = request.path_parameter("position");
  std::int64_t position = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), position);
  const bool whole = fault == std::errc() && end == digits.data() + digits.size();
  const bool again = body.boolean("again");
  std::string reason = body.optional_text("reason", kMaxSettlingReasonOctets).value_or("");
  YX_CHECK(body.finish());
  if (!filing || !letter || !whole) return make_error(ErrorKind::NotFound, "filings.matter");
  return filings::Filer::Settling{*filing, *letter, position, again, std::move(reason)};
}

void settle_matter_of(const Services& services, const Call& call, const http::JsonReader& body) {
  if (services.filer == nullptr) return call.fail(make_error(ErrorKind::NotFound, "exchange.off"));
  const auto settling = read_settling(call.request(), body);
  if (!settling) return call.fail(settling.error());
  services.filer->settle(*settling, call.actor(), call.remember<Filing>(200, filing_receipt),
                         call.completion<Filing>());
}

}  // namespace

http::Route filing_matter_settle(const Services& services) {
  const auto handle = [&services](const Call& call, const http::JsonReader& body) {
    settle_matter_of(services, call, body);
  };
  return signed_write(services, "filingMatterSettle", http::Method::Post,
                      "/filings/{id}/letters/{letter}/matters/{position}", handle);
}

}  // namespace yinxin::endpoints
