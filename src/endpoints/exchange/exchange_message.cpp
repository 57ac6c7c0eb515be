// POST /exchange/messages: a message from another organisation. 200 with its signed receipt, or 202 with the
// attachments that are missing before there can be one.
#include "endpoints/exchange/operations.hpp"
#include "http/json_writer.hpp"

namespace yinxin::endpoints {

namespace {

std::string missing_json(const exchange::Reception& reception) {
  http::JsonWriter json;
  json.object([&] {
    json.text("upload", reception.upload);
    json.array("missing", [&] {
      for (const auto& one : reception.missing)
        json.object([&] {
          json.text("sm3", base::to_hex(one.sm3)).integer("offset", one.offset).integer("size", one.size);
        });
    });
  });
  return json.text();
}

base::Result<http::Response> receive(exchange::Service& service, const base::Bytes& message) {
  YX_TRY(const exchange::Reception reception, service.receive(message));
  if (reception.receipt.empty()) return http::json(202, missing_json(reception));
  return http::with_body(200, kMessageType, reception.receipt);
}

}  // namespace

void on_exchange_thread(const Services& services, http::Responder responder,
                        std::function<base::Result<http::Response>(exchange::Service&)> answer) {
  if (services.exchange == nullptr)
    return responder.fail(base::make_error(base::ErrorKind::NotFound, "exchange.off"));
  const auto held = std::make_shared<http::Responder>(std::move(responder));
  exchange::Service& service = services.exchange->service;
  const bool taken = services.exchange->pool.submit([held, &service, answer = std::move(answer)] {
    auto response = answer(service);
    if (response)
      held->answer(*std::move(response));
    else
      held->fail(std::move(response).error());
  });
  if (!taken) held->fail(base::make_error(base::ErrorKind::TooMany, "exchange.busy"));
}

http::Route exchange_message(const Services& services) {
  http::Route route;
  route.name = "exchangeMessage";
  route.method = http::Method::Post;
  route.path = std::string(kMessagesPath);
  route.max_body = exchange::kMaxMessageBytes;
  route.runs = http::Runs::Immediately;
  route.handler = [&services](const http::Request& request, http::Responder responder) {
    on_exchange_thread(services, std::move(responder),
                       [&request](exchange::Service& service) { return receive(service, request.body); });
  };
  return route;
}

}  // namespace yinxin::endpoints
