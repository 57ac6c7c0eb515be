// GET /filings/{id}/letters/{letter}/files/{position}: a file that came or went with a letter; and POST
// …/looks: one that is sealed, for a reason (requirements 6.5). That it was read is recorded before it is
// given.
#include <charconv>

#include "endpoints/filings/access.hpp"
#include "endpoints/filings/filing_json.hpp"
#include "endpoints/filings/operations.hpp"
#include "endpoints/signed.hpp"
#include "http/content_disposition.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::size_t kMaxLetterLook = 4096;          // of the body
constexpr std::size_t kMaxLetterReasonOctets = 2048;  // 500 characters

struct WantedFile {
  const filings::Records* records = nullptr;
  filings::Records::FilePlace place;
  bool sealed = true;
};

Result<WantedFile> read_wanted_file(const FilingDesk& desk, const officers::Actor& actor,
                                    const http::Request& request) {
  const auto none = [] { return make_error(ErrorKind::NotFound, "filings.file"); };
  YX_CHECK(desk.reach_of(actor));
  YX_TRY(const filings::Records* const records, desk.records());
  const auto filing = filings::FilingId::parse(request.path_parameter("id"));
  const auto id = filings::MessageId::parse(request.path_parameter("letter"));
  if (!filing || !id) return none();
  const std::string digits = request.path_parameter("position");
  std::size_t position = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), position);
  if (fault != std::errc() || end != digits.data() + digits.size()) return none();
  YX_TRY(const filings::Shown shown, records->read(*filing));
  YX_CHECK(desk.check_reader(actor, shown.filing));
  for (const filings::LetterNote& letter : shown.letters) {
    if (letter.id != *id || position >= letter.files.size()) continue;
    return WantedFile{
        records,
        {*filing, *id, static_cast<std::int64_t>(position)},
        is_sealed(shown, letter, letter.files[position], desk.procedure(shown.filing.procedure))};
  }
  return none();
}

http::Response letter_file_response(const filings::File& file) {
  http::Response response = http::with_body(200, file.media_type, file.content);
  response.headers.add("Content-Disposition", http::attachment(file.name, "file"));
  response.headers.set("Cache-Control", "no-store");  // it may hold whatever a filing does
  return response;
}

template <class AnyOffice>
http::Route file_route(const AnyOffice& office) {
  const auto handle = [&office](const officers::Actor& actor, const http::Request& request,
                                http::Responder responder) {
    const auto wanted = read_wanted_file(FilingDesk(office), actor, request);
    if (!wanted) return responder.fail(wanted.error());
    if (wanted->sealed) return responder.fail(make_error(ErrorKind::Forbidden, "filings.look"));
    wanted->records->file(wanted->place, actor,
                          http::completion<filings::File>(std::move(responder), letter_file_response));
  };
  return signed_read(office, "filingFile", "/filings/{id}/letters/{letter}/files/{position}", handle);
}

struct LetterLook {
  officers::Actor actor;
  std::string reason;
  WantedFile wanted;
};

Result<LetterLook> read_letter_look(const Office& office, const FilingDesk& desk,
                                    const http::Request& request) {
  YX_TRY(officers::Actor actor, office.authenticator.authenticate(request));
  YX_TRY(const http::JsonReader body, http::JsonReader::parse(request.body));
  std::string reason = body.text("reason", kMaxLetterReasonOctets);
  YX_CHECK(body.finish());
  YX_TRY(WantedFile wanted, read_wanted_file(desk, actor, request));
  return LetterLook{std::move(actor), std::move(reason), std::move(wanted)};
}

// The octets are not kept as an idempotent answer: asking again looks, and is recorded, again.
template <class AnyOffice>
http::Route look_route(const AnyOffice& office) {
  http::Route route;
  route.name = "filingFileLook";
  route.method = http::Method::Post;
  route.path = "/filings/{id}/letters/{letter}/files/{position}/looks";
  route.max_body = kMaxLetterLook;
  route.handler = [&office](const http::Request& request, http::Responder responder) {
    const auto look = read_letter_look(office, FilingDesk(office), request);
    if (!look) return responder.fail(look.error());
    look->wanted.records->look_at_file(
        look->wanted.place, look->reason, look->actor,
        http::completion<filings::File>(std::move(responder), letter_file_response));
  };
  return route;
}

}  // namespace

http::Route filing_file(const Services& services) {
  return file_route(services);
}

http::Route filing_file(const Supervision& supervision) {
  return file_route(supervision);
}

http::Route filing_file_look(const Services& services) {
  return look_route(services);
}

http::Route filing_file_look(const Supervision& supervision) {
  return look_route(supervision);
}

}  // namespace yinxin::endpoints
