// POST /cases/{number}/files and POST /procedures/{id}/files: a file for a step that is to name it, or for an
// opening. The body is one line of JSON, {"input": …, "name": …}, and the octets behind it: all of it is
// covered by the signature, and no name stands in an address.
#include <algorithm>

#include "endpoints/cases/access.hpp"
#include "endpoints/cases/operations.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;
using cases::FileNote;

namespace {

constexpr std::string_view kFileType = "application/vnd.yinxin.file";
constexpr std::size_t kMaxFileHead = 4096;
constexpr std::size_t kMaxFileInput = 130;  // section, '.', field
constexpr std::size_t kMaxNameOctets = 1024;
static_assert(cases::kMaxFileBytes + kMaxFileHead <= http::kAbsoluteMaxBody);

/// Valid as long as the request.
Result<cases::NewFile> read_new_file(const http::Request& request) {
  const auto bad_head = [](const char* what) {
    return make_error(ErrorKind::Malformed, "cases.file.head", what);
  };
  if (request.headers.find("Content-Type").value_or("") != kFileType) return bad_head("Content-Type");
  const base::ByteView body = request.body;
  const base::ByteView begin = body.first(std::min(body.size(), kMaxFileHead));
  const auto end = std::find(begin.begin(), begin.end(), '\n');
  if (end == begin.end()) return bad_head("no line of JSON before the octets");
  const auto line = static_cast<std::size_t>(end - begin.begin());
  YX_TRY(const http::JsonReader head, http::JsonReader::parse(body.first(line)));
  cases::NewFile file;
  file.input = head.text("input", kMaxFileInput);
  file.name = head.text("name", kMaxNameOctets);
  YX_CHECK(head.finish());
  file.content = body.subspan(line + 1);
  return file;
}

std::string file_receipt(const FileNote& note) {
  http::JsonWriter json;
  json.object([&] {
    json.text("sm3", base::to_hex(note.sm3)).text("media_type", note.media_type);
    json.integer("size", note.size).text("input", note.input);
  });
  return json.text();
}

void add_file(const Office& office, const Call& call, const Result<cases::Caller>& caller,
              const std::string& number, const std::string& procedure) {
  if (!caller) return call.fail(caller.error());
  auto file = read_new_file(call.request());
  if (!file) return call.fail(std::move(file).error());
  file->number = number;
  file->procedure = procedure;
  office.desk.service.add_file(*file, *caller, call.remember<FileNote>(201, file_receipt),
                               call.completion<FileNote>());
}

/// Experts only for cases to which they were assigned.
Result<cases::Caller> caller_for(const Office& office, const Call& call, const std::string& number) {
  YX_TRY(cases::Caller caller, caller_of(office, call.actor()));
  const auto readable = read_case(office, number, caller);
  if (!readable) return readable.error();
  return caller;
}

}  // namespace

http::Route case_file_add(const Office& office) {
  const auto handle = [&office](const Call& call) {
    const std::string number = call.request().path_parameter("number");
    add_file(office, call, caller_for(office, call, number), number, "");
  };
  return signed_raw_write(office, "caseFileAdd", http::Method::Post, "/cases/{number}/files", handle,
                          cases::kMaxFileBytes + kMaxFileHead);
}

http::Route opening_file_add(const Office& office) {
  const auto handle = [&office](const Call& call) {
    add_file(office, call, caller_of(office, call.actor()), "", call.request().path_parameter("id"));
  };
  return signed_raw_write(office, "openingFileAdd", http::Method::Post, "/procedures/{id}/files", handle,
                          cases::kMaxFileBytes + kMaxFileHead);
}

}  // namespace yinxin::endpoints
