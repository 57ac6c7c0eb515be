// The only unit that includes Boost.Beast. Its parser is derived from directly, so that fields and body go
// into our own types without a copy in between (measured: 1.26 times nginx; through http::request 0.9).
#include "http/wire_reader.hpp"

#include <boost/beast/http/basic_parser.hpp>
#include <limits>

namespace yinxin::http {
namespace {

namespace beast = boost::beast;
using base::ErrorKind;
using base::make_error;
using beast::error_code;

/// A fault of our own, found inside a callback: the parser stops on any error code, the fault says what it
/// was.
error_code stop() {
  return make_error_code(beast::http::error::bad_value);
}

std::string_view view(beast::string_view text) {
  return {text.data(), text.size()};
}

WireFault fault_of(const error_code& code) {
  using beast::http::error;
  if (code == error::header_limit) {
    return {431, make_error(ErrorKind::TooLarge, "http.header_too_large", "over 16 KiB")};
  }
  if (code == error::body_limit) return {413, make_error(ErrorKind::TooLarge, "http.too_large")};
  if (code == error::bad_version) return {505, make_error(ErrorKind::Refused, "http.version")};
  return {400, make_error(ErrorKind::Malformed, "http.message", code.message())};
}

/// What both directions share: a body that grows, and trailers that are dropped.
template <bool kIsRequest>
class Parser : public beast::http::basic_parser<kIsRequest> {
 public:
  base::Bytes body;
  Headers headers;
  std::optional<WireFault> fault;

 protected:
  void refuse(int status, base::Error error, error_code& code) {
    fault = WireFault{status, std::move(error)};
    code = stop();
  }

  void on_field_impl(beast::http::field, beast::string_view name, beast::string_view value,
                     error_code& code) override {
    if (this->is_header_done()) return;  // a trailer
    if (headers.size() == kMaxHeaderFields) {
      return refuse(431, make_error(ErrorKind::TooLarge, "http.header_too_large", "over 100 fields"), code);
    }
    headers.add(view(name), view(value));
  }
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override {
    if (length) body.reserve(static_cast<std::size_t>(*length));  // within limit_body: checked before
  }
  std::size_t on_body_impl(beast::string_view part, error_code&) override {
    base::append(body, base::as_bytes(view(part)));
    return part.size();
  }
  void on_chunk_header_impl(std::uint64_t, beast::string_view, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view part, error_code& code) override {
    return on_body_impl(part, code);
  }
  void on_finish_impl(error_code&) override {}
};

class RequestParser final : public Parser<true> {
 public:
  std::string target;
  std::optional<Method> method;
  int version = 11;

 private:
  void on_request_impl(beast::http::verb, beast::string_view name, beast::string_view text, int spoken,
                       error_code& code) override {
    version = spoken;
    method = http::parse_method(view(name));
    if (!method) return refuse(501, make_error(ErrorKind::Refused, "http.method_unknown"), code);
    target = std::string(view(text));
  }
  void on_response_impl(int, beast::string_view, int, error_code&) override {}
};

class ResponseParser final : public Parser<false> {
 public:
  int status = 0;

 private:
  void on_request_impl(beast::http::verb, beast::string_view, beast::string_view, int, error_code&) override {
  }
  void on_response_impl(int code, beast::string_view, int, error_code&) override { status = code; }
};

/// One call of the parser. Before the header is done it stops there; afterwards it takes all it can.
template <class AnyParser>
ReadState advance(AnyParser& parser, base::ByteView bytes, std::size_t& consumed, WireFault& fault) {
  const bool in_header = !parser.is_header_done();
  if (!in_header && parser.is_done()) return ReadState::Complete;
  if (bytes.empty()) return ReadState::NeedMore;
  parser.eager(!in_header);
  error_code code;
  consumed += parser.put(boost::asio::const_buffer(bytes.data(), bytes.size()), code);
  if (code == beast::http::error::need_more) return ReadState::NeedMore;
  if (code) {
    fault = parser.fault ? *std::move(parser.fault) : fault_of(code);
    return ReadState::Fault;
  }
  if (in_header && parser.is_header_done()) return ReadState::HeaderDone;
  return parser.is_done() ? ReadState::Complete : ReadState::NeedMore;
}

}  // namespace

namespace {

constexpr std::size_t kMaxKeptHead = 2048;  // ours: octets of a head that is remembered

/// What a connection's last head said. The same octets say the same: who keeps a connection for many requests
/// sends most of them under one head.
struct KeptHead {
  base::Bytes octets;      // from the request line to the empty line; nothing: none is kept
  Request said;            // method, scheme, authority, target, headers
  std::size_t length = 0;  // of the body
  bool keep_alive = false;
};

}  // namespace

struct RequestReader::State {
  std::string scheme;
  std::optional<RequestParser> parser;
  Request* into = nullptr;
  WireFault fault;
  bool begun = false;
  KeptHead kept;
  bool by_kept = false;     // the present request has the kept head; the parser is not asked
  std::size_t missing = 0;  // of its body

  ReadState parse(base::ByteView bytes, std::size_t& consumed);
  bool take_kept(base::ByteView bytes);
  void keep(base::ByteView head);
  ReadState read_body(base::ByteView bytes, std::size_t& consumed);
  std::optional<WireFault> finish_header();
  std::optional<WireFault> check_coding() const;
  std::optional<WireFault> read_target_and_host();
};

RequestReader::RequestReader(std::string scheme) : state_(std::make_unique<State>()) {
  state_->scheme = std::move(scheme);
}
RequestReader::~RequestReader() = default;

void RequestReader::start(Request& into) {
  state_->parser.emplace();
  state_->parser->header_limit(kMaxHeaderBytes);
  state_->parser->body_limit(boost::none);  // limit_body() decides once the route is known
  state_->into = &into;
  state_->begun = false;
  state_->by_kept = false;
}

std::optional<WireFault> RequestReader::State::check_coding() const {
  const auto coding = parser->headers.combined("Transfer-Encoding");
  if (!coding) return std::nullopt;
  // RFC 9112 6.1: a request of HTTP/1.0 with Transfer-Encoding is to be treated as faulty.
  if (parser->version < 11) {
    return WireFault{400, make_error(ErrorKind::Malformed, "http.message", "Transfer-Encoding in HTTP/1.0")};
  }
  // RFC 9112 6.1: "A server that receives a request message with a transfer coding it does not understand
  // SHOULD respond with 501". Beast takes such a request for one without a body, which is how requests are
  // smuggled.
  if (!parser->chunked() || !equal_ignoring_case(*coding, "chunked")) {
    return WireFault{501, make_error(ErrorKind::Refused, "http.transfer_encoding")};
  }
  return std::nullopt;
}

std::optional<WireFault> RequestReader::State::read_target_and_host() {
  const auto fault_from = [](base::Error error) {
    const int status = error.kind == ErrorKind::TooLarge ? 414 : 400;
    return WireFault{status, std::move(error)};
  };
  std::string_view target = parser->target;
  std::optional<std::string_view> host = parser->headers.find("Host");
  const std::size_t hosts = parser->headers.count("Host");
  if (hosts > 1 || (hosts == 0 && parser->version >= 11)) {
    return WireFault{400, make_error(ErrorKind::Malformed, "http.host", "exactly one Host field is needed")};
  }
  // RFC 9112 3.2.2: absolute form must be accepted; its authority then stands instead of the Host field.
  for (const std::string_view prefix : {std::string_view("http://"), std::string_view("https://")}) {
    if (target.size() < prefix.size() || !equal_ignoring_case(target.substr(0, prefix.size()), prefix))
      continue;
    const std::size_t end = std::min(target.find_first_of("/?", prefix.size()), target.size());
    host = target.substr(prefix.size(), end - prefix.size());
    target = end == target.size() ? std::string_view("/") : target.substr(end);
    break;
  }
  auto read_target = parse_target(target);
  if (!read_target) return fault_from(std::move(read_target).error());
  into->target = std::move(read_target).value();
  if (!host) return std::nullopt;
  auto authority = parse_authority(*host, scheme);
  if (!authority) return fault_from(std::move(authority).error());
  into->authority = std::move(authority).value();
  return std::nullopt;
}

std::optional<WireFault> RequestReader::State::finish_header() {
  if (auto bad = check_coding()) return bad;
  if (auto bad = read_target_and_host()) return bad;
  const auto expect = parser->headers.find("Expect");
  if (expect && !equal_ignoring_case(*expect, "100-continue")) {
    return WireFault{417, make_error(ErrorKind::Refused, "http.expectation")};
  }
  into->method = *parser->method;
  into->scheme = scheme;
  into->headers = std::move(parser->headers);
  return std::nullopt;
}

/// Only what is read the same by everybody is kept: a head that came whole, a length or no body at all.
void RequestReader::State::keep(base::ByteView head) {
  kept.octets.clear();
  const auto length = parser->content_length();
  if (head.size() > kMaxKeptHead || parser->version < 11 || parser->chunked() ||
      into->headers.count("Expect") > 0 || (!length && !parser->is_done()))
    return;
  kept.octets = base::to_bytes(head);
  kept.said.method = into->method;
  kept.said.scheme = into->scheme;
  kept.said.authority = into->authority;
  kept.said.target = into->target;
  kept.said.headers = into->headers;
  kept.length = static_cast<std::size_t>(length.value_or(0));
  kept.keep_alive = parser->keep_alive();
}

bool RequestReader::State::take_kept(base::ByteView bytes) {
  if (kept.octets.empty() || bytes.size() < kept.octets.size() ||
      !base::equal(bytes.first(kept.octets.size()), kept.octets))
    return false;
  into->method = kept.said.method;
  into->scheme = kept.said.scheme;
  into->authority = kept.said.authority;
  into->target = kept.said.target;
  into->headers = kept.said.headers;
  by_kept = true;
  missing = kept.length;
  return true;
}

ReadState RequestReader::State::read_body(base::ByteView bytes, std::size_t& consumed) {
  const base::ByteView part = bytes.first(std::min(bytes.size(), missing));
  base::append(into->body, part);
  consumed += part.size();
  missing -= part.size();
  return missing == 0 ? ReadState::Complete : ReadState::NeedMore;
}

ReadState RequestReader::State::parse(base::ByteView bytes, std::size_t& consumed) {
  const std::size_t before = consumed;
  const bool whole = !parser->got_some();
  const ReadState next = advance(*parser, bytes, consumed, fault);
  if (next == ReadState::HeaderDone) {
    if (auto bad = finish_header()) {
      fault = *std::move(bad);
      return ReadState::Fault;
    }
    if (whole) keep(bytes.first(consumed - before));
  }
  if (next == ReadState::Complete) into->body = std::move(parser->body);
  return next;
}

ReadState RequestReader::read(base::ByteView bytes, std::size_t& consumed) {
  consumed = 0;
  if (state_->by_kept) return state_->read_body(bytes, consumed);
  if (!state_->begun) {
    // RFC 9112 2.2: empty lines before a request line are to be ignored.
    while (bytes.size() >= 2 && bytes[0] == '\r' && bytes[1] == '\n') {
      bytes = bytes.subspan(2);
      consumed += 2;
    }
    if (bytes.empty() || (bytes.size() == 1 && bytes[0] == '\r')) return ReadState::NeedMore;
    state_->begun = true;
    if (state_->take_kept(bytes)) {
      consumed += state_->kept.octets.size();
      return ReadState::HeaderDone;
    }
  }
  return state_->parse(bytes, consumed);
}

bool RequestReader::limit_body(std::size_t max_bytes) {
  state_->parser->body_limit(max_bytes);  // looked at for chunks only, once the header is done
  if (content_length().value_or(0) <= max_bytes) return true;
  state_->fault = fault_of(make_error_code(beast::http::error::body_limit));
  return false;
}

bool RequestReader::has_body() const {
  return state_->by_kept ? state_->kept.length > 0 : !state_->parser->is_done();
}

std::optional<std::uint64_t> RequestReader::content_length() const {
  if (state_->by_kept) return state_->kept.length;
  const auto length = state_->parser->content_length();
  return length ? std::optional<std::uint64_t>(*length) : std::nullopt;
}

bool RequestReader::expects_continue() const {
  return state_->into->headers.count("Expect") > 0 && !is_http_1_0();  // RFC 9110 10.1.1
}

bool RequestReader::keep_alive() const {
  return state_->by_kept ? state_->kept.keep_alive : state_->parser->keep_alive();
}
bool RequestReader::is_http_1_0() const {
  return !state_->by_kept && state_->parser->version < 11;
}
const WireFault& RequestReader::fault() const {
  return state_->fault;
}
bool RequestReader::has_begun() const {
  return state_->begun;
}

struct ResponseReader::State {
  std::optional<ResponseParser> parser;
  WireFault fault;
};

ResponseReader::ResponseReader() : state_(std::make_unique<State>()) {}
ResponseReader::~ResponseReader() = default;

void ResponseReader::start(bool to_head, std::size_t max_body) {
  state_->parser.emplace();
  state_->parser->header_limit(kMaxHeaderBytes);
  state_->parser->body_limit(max_body);
  state_->parser->skip(to_head);
}

ReadState ResponseReader::read(base::ByteView bytes, std::size_t& consumed) {
  consumed = 0;
  return advance(*state_->parser, bytes, consumed, state_->fault);
}

ReadState ResponseReader::end_of_stream() {
  if (!state_->parser->got_some()) {
    state_->fault = {
        400, make_error(ErrorKind::Malformed, "http.message", "the connection ended before an answer")};
    return ReadState::Fault;
  }
  error_code code;
  if (!state_->parser->is_done()) state_->parser->put_eof(code);
  if (!code) return ReadState::Complete;
  state_->fault = fault_of(code);
  return ReadState::Fault;
}

bool ResponseReader::keep_alive() const {
  return state_->parser->keep_alive();
}

Response ResponseReader::take() {
  Response response;
  response.status = state_->parser->status;
  response.headers = std::move(state_->parser->headers);
  response.body = std::make_shared<const base::Bytes>(std::move(state_->parser->body));
  return response;
}

const base::Error& ResponseReader::error() const {
  return state_->fault.error;
}

}  // namespace yinxin::http
