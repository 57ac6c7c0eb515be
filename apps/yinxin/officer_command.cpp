#include "officer_command.hpp"

#include "files.hpp"
#include "http/json_writer.hpp"

namespace yinxin::command_line {

using base::Result;
using http::JsonReader;
using http::JsonWriter;

namespace {

constexpr std::size_t kMaxRows = 200;
constexpr std::size_t kMaxRoles = 16;

std::string_view state_zh(std::string_view state) {
  if (state == "pending") return "待授权";
  if (state == "active") return "有效";
  if (state == "suspended") return "已停用";
  if (state == "closed") return "已注销";
  return state;
}

void print(std::ostream& out, const JsonReader& officer) {
  out << officer.text("id") << " " << officer.text("name") << "：" << state_zh(officer.text("state")) << "，";
  std::string_view comma = "";
  for (const std::string& role : officer.texts("roles", kMaxRoles)) {
    out << comma << role;
    comma = ", ";
  }
  out << "\n";
}

Result<void> change(const OfficerStandingOptions& options, const char* what, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  JsonWriter json;
  json.object([&] { json.text("reason", options.reason); });
  YX_TRY(const JsonReader officer,
         remote.post_json("/officers/" + http::percent_encode(options.id) + "/" + what, json.text()));
  print(out, officer);
  return {};
}

}  // namespace

Result<void> officer_create(const OfficerCreateOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const base::Bytes request, read_input(options.request));
  JsonWriter json;
  json.object([&] {
    json.text("id", options.id).text("name", options.name);
    json.array("roles", [&] {
      for (const std::string& role : options.roles) json.item(role);
    });
    json.text("request_pem", base::as_text(request));
  });
  YX_TRY(const JsonReader officer, remote.post_json("/officers", json.text()));
  print(out, officer);
  return {};
}

Result<void> officer_authorise(const OfficerAuthoriseOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const JsonReader officer,
         remote.post_json("/officers/" + http::percent_encode(options.id) + "/authorisation", "{}"));
  print(out, officer);
  if (options.out.empty()) return {};
  return write_public(options.out, base::as_bytes(officer.text("certificate_pem")));
}

Result<void> officer_suspend(const OfficerStandingOptions& options, std::ostream& out) {
  return change(options, "suspension", out);
}

Result<void> officer_resume(const OfficerStandingOptions& options, std::ostream& out) {
  return change(options, "resumption", out);
}

Result<void> officer_list(const OfficerListOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  std::string after;
  do {
    YX_TRY(const JsonReader page,
           remote.get_json("/officers?limit=200" +
                           (after.empty() ? "" : "&after=" + http::percent_encode(after))));
    for (const JsonReader& officer : page.objects("officers", kMaxRows)) print(out, officer);
    after = page.optional_text("next").value_or("");
  } while (!after.empty());
  return {};
}

}  // namespace yinxin::command_line
