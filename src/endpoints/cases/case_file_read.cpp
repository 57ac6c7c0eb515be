// GET /cases/{number}/files/{sm3}: a file of a case; and POST …/looks: one that is sealed, for a reason, once
// the look is on record (requirements 6.5). Always to be saved, never to be shown by the browser as a page.
#include "endpoints/cases/access.hpp"
#include "endpoints/cases/operations.hpp"
#include "endpoints/signed.hpp"
#include "http/content_disposition.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;
using cases::FileNote;

namespace {

constexpr std::size_t kMaxFileLook = 4096;          // of the body
constexpr std::size_t kMaxFileReasonOctets = 2048;  // 500 characters

base::Error no_file() {
  return make_error(ErrorKind::NotFound, "cases.file.none");
}

struct Found {
  FileNote note;
  FileRight right = FileRight::None;
};

Result<Found> find_for(const Office& office, const http::Request& request, const officers::Actor& actor) {
  const std::string number = request.path_parameter("number");
  YX_TRY(const cases::Caller caller, caller_of(office, actor));
  YX_TRY(const cases::View view, read_case(office, number, caller));
  const auto octets = base::from_hex(request.path_parameter("sm3"));
  crypto::Sm3Digest sm3{};
  if (!octets || octets->size() != sm3.size()) return no_file();
  std::copy(octets->begin(), octets->end(), sm3.begin());
  Found found;
  YX_TRY(found.note, office.desk.service.file(number, sm3));
  found.right = file_right(view, found.note, caller);
  if (found.right != FileRight::None) return found;
  if (!found.note.named_at) return no_file();
  return make_error(ErrorKind::Forbidden, "procedure.role", "a file of others");
}

http::Response file_response(const FileNote& note, base::Bytes content) {
  constexpr std::size_t kPlainDigits = 16;
  const std::string_view ending = std::string_view(note.name).substr(note.name.rfind('.'));
  const bool is_text = note.media_type.starts_with("text/");
  http::Response response =
      http::with_body(200, note.media_type + (is_text ? "; charset=utf-8" : ""), std::move(content));
  response.headers.add(
      "Content-Disposition",
      http::attachment(note.name, base::to_hex(note.sm3).substr(0, kPlainDigits) + std::string(ending)));
  response.headers.add("Content-Security-Policy", "default-src 'none'; sandbox");
  return response;
}

Result<http::Response> read_plain(const Office& office, const http::Request& request,
                                  const officers::Actor& actor) {
  YX_TRY(const Found found, find_for(office, request, actor));
  if (found.right == FileRight::Look) return make_error(ErrorKind::Forbidden, "cases.file.look");
  YX_TRY(base::Bytes content, office.desk.service.file_content(found.note));
  return file_response(found.note, std::move(content));
}

struct FileLook {
  officers::Actor actor;
  FileNote note;
  std::string reason;
};

Result<FileLook> read_file_look(const Office& office, const http::Request& request) {
  FileLook look;
  YX_TRY(look.actor, office.authenticator.authenticate(request));
  YX_TRY(const http::JsonReader body, http::JsonReader::parse(request.body));
  look.reason = body.text("reason", kMaxFileReasonOctets);
  YX_CHECK(body.finish());
  YX_TRY(Found found, find_for(office, request, look.actor));
  look.note = std::move(found.note);
  return look;
}

}  // namespace

http::Route case_file_read(const Office& office) {
  const auto handle = [&office](const officers::Actor& actor, const http::Request& request,
                                http::Responder responder) {
    auto response = read_plain(office, request, actor);
    if (!response) return responder.fail(std::move(response).error());
    responder.answer(std::move(response).value());
  };
  return signed_read(office, "caseFileRead", "/cases/{number}/files/{sm3}", handle);
}

// The octets are not kept as an idempotent answer: asking again looks, and is recorded, again.
http::Route case_file_look(const Office& office) {
  http::Route route;
  route.name = "caseFileLook";
  route.method = http::Method::Post;
  route.path = "/cases/{number}/files/{sm3}/looks";
  route.max_body = kMaxFileLook;
  route.handler = [&office](const http::Request& request, http::Responder responder) {
    const auto look = read_file_look(office, request);
    if (!look) return responder.fail(look.error());
    const auto answer = [note = look->note](base::Bytes content) {
      return file_response(note, std::move(content));
    };
    office.desk.service.look_at_file(look->note, look->reason, look->actor,
                                     http::completion<base::Bytes>(std::move(responder), answer));
  };
  return route;
}

}  // namespace yinxin::endpoints
