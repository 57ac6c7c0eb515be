#include "remote.hpp"

#include "http/json_reader.hpp"

namespace yinxin::command_line {

using base::ErrorKind;
using base::make_error;
using base::Result;

Result<std::unique_ptr<http::Client>> client_for(const std::string& url) {
  const auto address = http::parse_address(url);
  if (!address) return make_error(ErrorKind::Malformed, "yinxin.server", "expected http://host:port");
  return std::make_unique<http::Client>(*address, http::Client::Options());
}

Result<Remote> Remote::at(const std::string& url) {
  YX_TRY(auto client, client_for(url));
  return Remote(std::move(client));
}

Result<base::Bytes> Remote::get(const std::string& target) {
  return send(client_->request(http::Method::Get, target));
}

Result<base::Bytes> Remote::post(const std::string& target, std::string_view content_type, base::Bytes body) {
  http::Request request = client_->request(http::Method::Post, target, std::move(body));
  request.headers.set("Content-Type", content_type);
  return send(request);
}

Result<base::Bytes> Remote::send(const http::Request& request) {
  YX_TRY(const http::Response response, client_->send(request));
  clock_.hear(response);
  return body_of(response);
}

Result<base::Bytes> body_of(const http::Response& response) {
  base::Bytes body = response.body ? *response.body : base::Bytes();
  if (response.status < 300) return body;
  const ErrorKind kind = response.status == 404   ? ErrorKind::NotFound
                         : response.status == 409 ? ErrorKind::Conflict
                         : response.status >= 500 ? ErrorKind::Unavailable
                                                  : ErrorKind::Refused;
  const auto problem = http::JsonReader::parse(body);
  if (!problem) return make_error(kind, "yinxin.answer", "status " + std::to_string(response.status));
  std::string detail = problem->optional_text("detail").value_or("") + " / " +
                       problem->optional_text("detail_en").value_or("");
  const auto reason = problem->optional_text("reason");
  if (reason) detail += " (" + *reason + ")";
  return make_error(kind, problem->optional_text("code").value_or("yinxin.answer"), std::move(detail),
                    problem->optional_text("article").value_or(""));
}

}  // namespace yinxin::command_line
