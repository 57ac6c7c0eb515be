#include "officer_command.hpp"

#include "files.hpp"
#include "http/json_writer.hpp"
#include "officers/service.hpp"

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

/// "，证书将于 2027-01-05 到期", when that is soon; empty otherwise.
Result<std::string> ending(const JsonReader& officer, base::Time now) {
  const auto text = officer.optional_text("not_after");
  if (!text || officer.text("state") == "closed") return std::string();
  YX_TRY(const base::Time end, base::parse_utc(*text));
  if (end >= now + officers::kEndsSoon) return std::string();
  const std::string day = base::format_date(base::beijing_date(end));
  return end < now ? "，【证书已于 " + day + " 到期】" : "，【证书将于 " + day + " 到期】";
}

Result<void> print(std::ostream& out, const JsonReader& officer, base::Time now) {
  out << officer.text("id") << " " << officer.text("name") << "：" << state_zh(officer.text("state")) << "，";
  std::string_view comma = "";
  for (const std::string& role : officer.texts("roles", kMaxRoles)) {
    out << comma << role;
    comma = ", ";
  }
  if (officer.has("region")) out << "，辖区 " << officer.text("region");
  if (officer.has("body")) out << "，受委托机构 " << officer.text("body");
  if (officer.has("site")) out << "（受理点：" << officer.text("site") << "）";
  YX_TRY(const std::string soon, ending(officer, now));
  out << soon;
  if (officer.has("renewal")) out << "，换证待授权";
  out << "\n";
  return {};
}

std::string target(const std::string& id, const char* what) {
  return "/officers/" + http::percent_encode(id) + "/" + what;
}

/// The roles as an administrator names them when they authorise.
std::string title_of(const JsonReader& officer) {
  std::string title;
  for (const std::string& role : officer.texts("roles", kMaxRoles)) {
    if (!title.empty()) title += ' ';
    title += role;
  }
  return title;
}

Result<x509::CertificateRequest> read_request(const std::string& file) {
  YX_TRY(const base::Bytes input, read_input(file));
  return x509::CertificateRequest::parse_pem_or_der(input);
}

/// What an administrator names of the account, with the key that is authorised.
std::string naming(const std::string& key_sm3, const JsonReader& account) {
  JsonWriter json;
  json.object([&] {
    json.text("key_sm3", key_sm3).text("title", title_of(account));
    if (account.has("region")) json.text("region", account.text("region"));
    if (account.has("body")) json.text("body", account.text("body"));
  });
  return json.text();
}

/// Of the key, as the API names it and as people compare it.
std::string key_digest(const x509::CertificateRequest& request) {
  return base::to_hex(crypto::sm3(request.public_key().point()));
}

Result<void> change(const OfficerStandingOptions& options, const char* what, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  JsonWriter json;
  json.object([&] { json.text("reason", options.reason); });
  YX_TRY(const JsonReader officer, remote.post_json(target(options.id, what), json.text()));
  return print(out, officer, remote.now());
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
    if (!options.region.empty()) json.text("region", options.region);
    if (!options.body.empty()) json.text("body", options.body);
    json.text("request_pem", base::as_text(request));
  });
  YX_TRY(const JsonReader officer, remote.post_json("/officers", json.text()));
  return print(out, officer, remote.now());
}

Result<void> officer_authorise(const OfficerAuthoriseOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const JsonReader account, remote.get_json("/officers/" + http::percent_encode(options.id)));
  std::string key = account.text("key_sm3");
  if (!options.request.empty()) {
    YX_TRY(const auto request, read_request(options.request));
    key = key_digest(request);
  }
  YX_TRY(const JsonReader officer,
         remote.post_json(target(options.id, "authorisation"), naming(key, account)));
  YX_CHECK(print(out, officer, remote.now()));
  if (options.out.empty()) return {};
  return write_public(options.out, base::as_bytes(officer.text("certificate_pem")));
}

Result<void> officer_suspend(const OfficerStandingOptions& options, std::ostream& out) {
  return change(options, "suspension", out);
}

Result<void> officer_resume(const OfficerStandingOptions& options, std::ostream& out) {
  return change(options, "resumption", out);
}

Result<void> officer_close(const OfficerStandingOptions& options, std::ostream& out) {
  return change(options, "close", out);
}

Result<void> officer_renew(const OfficerRenewOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const auto request, read_request(options.request));
  JsonWriter json;
  json.object([&] { json.boolean("key_lost", options.key_lost).octets("request", request.der()); });
  const std::string& id = options.id.empty() ? options.as.officer : options.id;
  YX_TRY(const JsonReader officer, remote.post_json(target(id, "renewal"), json.text()));
  YX_CHECK(print(out, officer, remote.now()));
  out << "新密钥 SM3：" << key_digest(request) << "（授权时核对）\n";
  return {};
}

Result<void> officer_authorise_renewal(const OfficerAuthoriseRenewalOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const auto request, read_request(options.request));
  YX_TRY(const JsonReader account, remote.get_json("/officers/" + http::percent_encode(options.id)));
  YX_TRY(const JsonReader officer,
         remote.post_json(target(options.id, "renewal/authorise"), naming(key_digest(request), account)));
  YX_CHECK(print(out, officer, remote.now()));
  if (options.out.empty()) return {};
  return write_public(options.out, base::as_bytes(officer.text("certificate_pem")));
}

Result<void> officer_list(const OfficerListOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  std::string after;
  do {
    YX_TRY(const JsonReader page,
           remote.get_json("/officers?limit=200" +
                           (after.empty() ? "" : "&after=" + http::percent_encode(after))));
    for (const JsonReader& officer : page.objects("officers", kMaxRows))
      YX_CHECK(print(out, officer, remote.now()));
    after = page.optional_text("next").value_or("");
  } while (!after.empty());
  return {};
}

}  // namespace yinxin::command_line
