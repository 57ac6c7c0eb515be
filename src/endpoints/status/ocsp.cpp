// OCSP over HTTP (RFC 6960 appendix A.1, caching as RFC 5019 section 6).
#include "endpoints/operations.hpp"

namespace yinxin::endpoints {

namespace {

constexpr std::string_view kAnswerType = "application/ocsp-response";

http::Response to_response(const status::OcspAnswer& answer) {
  http::Response response;
  response.headers.add("Content-Type", kAnswerType);
  response.body = answer.octets;
  const auto fresh =
      std::chrono::duration_cast<std::chrono::seconds>(answer.next_update - answer.produced_at).count();
  response.headers.add("Cache-Control", fresh > 0 ? "max-age=" + std::to_string(fresh) +
                                                        ", public, no-transform, must-revalidate"
                                                  : "no-store");
  return response;
}

std::optional<http::Response> at_hand(const Services& services, base::ByteView request) {
  const auto answer = services.status.ocsp_at_hand(request);
  return answer ? std::optional(to_response(*answer)) : std::nullopt;
}

void answer_with(const Services& services, base::ByteView request, http::Responder responder) {
  auto held = std::make_shared<http::Responder>(std::move(responder));
  services.status.ocsp(request,
                       [held](const status::OcspAnswer& answer) { held->answer(to_response(answer)); });
}

/// Both base64 alphabets are met; a missing padding too. What is no base64 gives nothing, a malformed
/// request: OCSP has its own answer for that.
base::Bytes request_in_path(const http::Request& request) {
  std::string text = request.path_parameter("request");
  for (char& c : text) c = c == '-' ? '+' : c == '_' ? '/' : c;
  while (text.size() % 4 != 0) text.push_back('=');
  return base::from_base64(text).value_or(base::Bytes());
}

}  // namespace

http::Route ocsp_post(const Services& services) {
  http::Route route;
  route.name = "ocspPost";
  route.method = http::Method::Post;
  route.path = "/ocsp";
  route.max_body = x509::kMaxOcspRequestBytes;
  route.at_hand = [&services](const http::Request& request) { return at_hand(services, request.body); };
  route.need_not_wait = [&services] { return services.status.table_complete(); };
  route.handler = [&services](const http::Request& request, http::Responder responder) {
    answer_with(services, request.body, std::move(responder));
  };
  return route;
}

/// GET {site}/ocsp/{url-encoding of base64 of the request}.
http::Route ocsp_get(const Services& services) {
  http::Route route;
  route.name = "ocspGet";
  route.path = "/ocsp/{request...}";
  route.at_hand = [&services](const http::Request& request) {
    return at_hand(services, request_in_path(request));
  };
  route.need_not_wait = [&services] { return services.status.table_complete(); };
  route.handler = [&services](const http::Request& request, http::Responder responder) {
    answer_with(services, request_in_path(request), std::move(responder));
  };
  return route;
}

}  // namespace yinxin::endpoints
