// PUT /exchange/attachments/{sm3}?offset=N: the next part of an attachment of a message that was posted, with
// the word that the post was answered.
#include <charconv>

#include "endpoints/exchange/operations.hpp"
#include "http/json_writer.hpp"

namespace yinxin::endpoints {

namespace {

base::Result<exchange::Part> read_part(const http::Request& request) {
  const auto bad = [] { return base::make_error(base::ErrorKind::Malformed, "exchange.part"); };
  exchange::Part part;
  const auto sm3 = base::from_hex(request.path_parameter("sm3"));
  if (!sm3 || sm3->size() != part.sm3.size()) return bad();
  std::copy(sm3->begin(), sm3->end(), part.sm3.begin());
  const std::string_view offset = request.query_parameter("offset").value_or("");
  const char* end = offset.data() + offset.size();
  const auto [rest, failed] = std::from_chars(offset.data(), end, part.offset);
  if (failed != std::errc() || rest != end || part.offset < 0) return bad();
  part.upload = std::string(request.headers.find(kUploadField).value_or(""));
  part.octets = request.body;
  return part;
}

base::Result<http::Response> receive(exchange::Service& service, const exchange::Part& part) {
  YX_TRY(const exchange::Progress progress, service.receive_part(part));
  http::JsonWriter json;
  json.object([&] { json.integer("offset", progress.offset).integer("size", progress.size); });
  return http::json(200, json.text());
}

}  // namespace

http::Route exchange_attachment(const Services& services) {
  http::Route route;
  route.name = "exchangeAttachment";
  route.method = http::Method::Put;
  route.path = std::string(kAttachmentsPath) + "{sm3}";
  route.max_body = exchange::kPartBytes;
  route.runs = http::Runs::Immediately;
  route.handler = [&services](const http::Request& request, http::Responder responder) {
    auto part = read_part(request);
    if (!part) return responder.fail(std::move(part).error());
    const auto shared = std::make_shared<const exchange::Part>(*std::move(part));
    on_exchange_thread(services, std::move(responder),
                       [shared](exchange::Service& service) { return receive(service, *shared); });
  };
  return route;
}

}  // namespace yinxin::endpoints
