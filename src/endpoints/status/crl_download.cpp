// GET /crl/{authority}/{partition}.crl and …/{partition}.delta.crl
#include <charconv>

#include "endpoints/operations.hpp"

namespace yinxin::endpoints {

namespace {

struct ListName {
  std::int64_t partition = 0;
  bool delta = false;
};

std::optional<ListName> parse_name(std::string_view file) {
  ListName name;
  const auto [rest, failed] = std::from_chars(file.data(), file.data() + file.size(), name.partition);
  if (failed != std::errc() || name.partition < 0) return std::nullopt;
  const std::string_view suffix = file.substr(static_cast<std::size_t>(rest - file.data()));
  if (suffix != ".crl" && suffix != ".delta.crl") return std::nullopt;
  name.delta = suffix == ".delta.crl";
  return name;
}

}  // namespace

http::Route crl_download(const Office& services) {
  http::Route route;
  route.name = "crlDownload";
  route.path = "/crl/{authority}/{file}";
  route.runs = http::Runs::Immediately;
  route.handler = [&services](const http::Request& request, http::Responder responder) {
    const auto name = parse_name(request.path_parameter("file"));
    if (!name) return responder.fail(base::make_error(base::ErrorKind::NotFound, "status.crl"));
    const std::string authority =
        services.authority.served_as(request.authority, request.path_parameter("authority"));
    auto list = services.status.crl(authority, name->partition, name->delta);
    if (!list) return responder.fail(list.error());
    http::Response response;
    response.headers.add("Content-Type", "application/pkix-crl");  // RFC 2585 section 4
    response.headers.add("Cache-Control", "max-age=60, public");
    response.body = std::move(*list);
    responder.answer(std::move(response));
  };
  return route;
}

}  // namespace yinxin::endpoints
