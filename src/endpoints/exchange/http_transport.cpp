#include "endpoints/exchange/http_transport.hpp"

#include "endpoints/exchange/operations.hpp"
#include "http/json_reader.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::chrono::seconds kPatience{30};  // for one request and its answer
constexpr std::size_t kMaxWord = 128;          // of a peer's error code, an upload's word
constexpr std::int64_t kMaxSize = exchange::kMaxAttachmentBytes;

Result<std::unique_ptr<http::Client>> make_client(const std::string& url) {
  const auto address = http::parse_address(url);
  if (!address)
    return make_error(ErrorKind::Malformed, "exchange.peers", "expected http://host:port: " + url);
  http::Client::Options options;
  options.timeout = kPatience;
  options.max_body = exchange::kMaxMessageBytes;
  return std::make_unique<http::Client>(*address, std::move(options));
}

/// A peer that answers, but not with what was asked for: its own error code, where it is one of ours too.
base::Error refusal(const http::Response& response) {
  std::string code = "exchange.answer";
  if (response.body) {
    if (const auto problem = http::JsonReader::parse(*response.body)) {
      const std::string theirs = problem->text("code", kMaxWord);
      if (theirs.starts_with("exchange.")) code = theirs;
    }
  }
  const auto kind = response.status >= 500 ? ErrorKind::Unavailable : ErrorKind::Refused;
  return make_error(kind, code, "status " + std::to_string(response.status));
}

Result<exchange::Reception> read_missing(const base::Bytes& body) {
  YX_TRY(const http::JsonReader json, http::JsonReader::parse(body));
  exchange::Reception reception;
  reception.upload = json.text("upload", kMaxWord);
  for (const http::JsonReader& one : json.objects("missing", exchange::kMaxAttachments)) {
    exchange::Reception::Missing missing;
    const auto sm3 = base::from_hex(one.text("sm3", 2 * crypto::kSm3Size));
    if (!sm3 || sm3->size() != missing.sm3.size()) {
      one.fault("sm3", "64 hexadecimal digits");
    } else {
      std::copy(sm3->begin(), sm3->end(), missing.sm3.begin());
    }
    missing.offset = one.integer("offset", 0, kMaxSize);
    missing.size = one.integer("size", 0, kMaxSize);
    reception.missing.push_back(missing);
  }
  YX_CHECK(json.finish());
  return reception;
}

}  // namespace

Result<std::unique_ptr<HttpTransport>> HttpTransport::make(const std::vector<exchange::Peer>& peers) {
  std::unique_ptr<HttpTransport> transport(new HttpTransport);
  for (const exchange::Peer& peer : peers) {
    YX_TRY(transport->clients_[peer.id], make_client(peer.address));
  }
  return transport;
}

Result<exchange::Reception> HttpTransport::post(const exchange::Peer& peer, base::ByteView message) {
  http::Client& client = *clients_.at(peer.id);
  http::Request request = client.request(http::Method::Post, kMessagesPath, base::to_bytes(message));
  request.headers.set("Content-Type", kMessageType);
  YX_TRY(const http::Response response, client.send(request));
  if (response.status == 200 && response.body) return exchange::Reception{*response.body, "", {}};
  if (response.status == 202 && response.body) return read_missing(*response.body);
  return refusal(response);
}

Result<exchange::Progress> HttpTransport::put(const exchange::Peer& peer, const exchange::Part& part) {
  http::Client& client = *clients_.at(peer.id);
  const std::string target =
      std::string(kAttachmentsPath) + base::to_hex(part.sm3) + "?offset=" + std::to_string(part.offset);
  http::Request request = client.request(http::Method::Put, target, part.octets);
  request.headers.set("Content-Type", "application/octet-stream");
  request.headers.set(kUploadField, part.upload);
  YX_TRY(const http::Response response, client.send(request));
  if (response.status != 200 || !response.body) return refusal(response);
  YX_TRY(const http::JsonReader json, http::JsonReader::parse(*response.body));
  const exchange::Progress progress{json.integer("offset", 0, kMaxSize), json.integer("size", 0, kMaxSize)};
  YX_CHECK(json.finish());
  return progress;
}

}  // namespace yinxin::endpoints
