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

void answer_with(const Services& services, base::ByteView request, http::Responder responder) {
  auto held = std::make_shared<http::Responder>(std::move(responder));
  services.status.ocsp(request,
                       [held](const status::OcspAnswer& answer) { held->answer(to_response(answer)); });
}

}  // namespace

http::Route ocsp_post(const Services& services) {
  http::Route route;
  route.name = "ocspPost";
  route.method = http::Method::Post;
  route.path = "/ocsp";
  route.max_body = x509::kMaxOcspRequestBytes;
  route.handler = [&services](const http::Request& request, http::Responder responder) {
    answer_with(services, request.body, std::move(responder));
  };
  return route;
}

/// GET {site}/ocsp/{url-encoding of base64 of the request}. Both base64 alphabets are met; a missing padding
/// too.
http::Route ocsp_get(const Services& services) {
  http::Route route;
  route.name = "ocspGet";
  route.path = "/ocsp/{request...}";
  route.handler = [&services](const http::Request& request, http::Responder responder) {
    std::string text = request.path_parameter("request");
    for (char& c : text) c = c == '-' ? '+' : c == '_' ? '/' : c;
    while (text.size() % 4 != 0) text.push_back('=');
    const auto octets = base::from_base64(text);
    // What is no base64 is a malformed request: OCSP has its own answer for that.
    answer_with(services, octets ? base::ByteView(*octets) : base::ByteView(), std::move(responder));
  };
  return route;
}

}  // namespace yinxin::endpoints
