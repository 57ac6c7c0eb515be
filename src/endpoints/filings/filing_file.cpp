// GET /filings/{id}/letters/{letter}/files/{position}: a file that came or went with a letter. That it was
// read is recorded before it is given.
#include <charconv>

#include "endpoints/filings/access.hpp"
#include "endpoints/filings/operations.hpp"
#include "endpoints/signed.hpp"
#include "http/content_disposition.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

struct WantedFile {
  const filings::Records* records = nullptr;
  filings::FilingId filing;
  filings::MessageId letter;
  std::int64_t position = 0;
};

Result<WantedFile> read_wanted_file(const FilingDesk& desk, const officers::Actor& actor,
                                    const http::Request& request) {
  const auto none = [] { return make_error(ErrorKind::NotFound, "filings.file"); };
  YX_CHECK(desk.reach_of(actor));
  YX_TRY(const filings::Records* const records, desk.records());
  const auto filing = filings::FilingId::parse(request.path_parameter("id"));
  const auto letter = filings::MessageId::parse(request.path_parameter("letter"));
  if (!filing || !letter) return none();
  const std::string digits = request.path_parameter("position");
  std::int64_t position = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), position);
  if (fault != std::errc() || end != digits.data() + digits.size() || position < 0) return none();
  YX_TRY(const filings::Filing found, records->find(*filing));
  YX_CHECK(desk.check_reader(actor, found));
  return WantedFile{records, *filing, *letter, position};
}

template <class AnyOffice>
http::Route file_route(const AnyOffice& office) {
  const auto handle = [&office](const officers::Actor& actor, const http::Request& request,
                                http::Responder responder) {
    const auto wanted = read_wanted_file(FilingDesk(office), actor, request);
    if (!wanted) return responder.fail(wanted.error());
    const auto held = std::make_shared<http::Responder>(std::move(responder));
    wanted->records->file(wanted->filing, wanted->letter, wanted->position, actor,
                          [held](Result<filings::File> file) {
                            if (!file) return held->fail(std::move(file).error());
                            http::Response response = http::with_body(200, file->media_type, file->content);
                            response.headers.add("Content-Disposition", http::attachment(file->name, "file"));
                            held->answer(std::move(response));
                          });
  };
  return signed_read(office, "filingFile", "/filings/{id}/letters/{letter}/files/{position}", handle);
}

}  // namespace

http::Route filing_file(const Services& services) {
  return file_route(services);
}

http::Route filing_file(const Supervision& supervision) {
  return file_route(supervision);
}

}  // namespace yinxin::endpoints
