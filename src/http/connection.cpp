// The life of a connection as one coroutine: read a request, let its route answer, write, again. Requests
// that were sent ahead (pipelining) wait in the buffer, so answers are in order by construction. One answer,
// one gather-write.
#include "http/connection.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

namespace yinxin::http {
namespace {

namespace asio = boost::asio;
using base::ErrorKind;
using base::make_error;
using std::chrono::milliseconds;

constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kFirstBuffer = 4096;
/// Holds a whole header and, in a body of chunks, one chunk's header with its extensions, or the trailers.
constexpr std::size_t kMaxBuffer = 64 * 1024;
/// After our last answer what still comes is read and dropped, lest the reset of a closed socket destroy the
/// answer on its way (RFC 9112 9.6).
constexpr milliseconds kLinger{2000};

void run_handler(const Route& route, const std::shared_ptr<Exchange>& exchange,
                 const base::Log& log) noexcept {
  const std::string id = exchange->request().id;
  try {
    route.handler(exchange->request(), Responder(exchange));
  } catch (const std::exception& fault) {
    log.error("http.exception", {{"request_id", id}, {"route", route.name}, {"what", fault.what()}});
  } catch (...) {
    log.error("http.exception",
              {{"request_id", id}, {"route", route.name}, {"what", "not a std::exception"}});
  }
}

std::optional<Response> look_at_hand(const Route& route, const Request& request,
                                     const base::Log& log) noexcept {
  if (!route.at_hand) return std::nullopt;
  try {
    return route.at_hand(request);
  } catch (const std::exception& fault) {
    log.error("http.exception", {{"request_id", request.id}, {"route", route.name}, {"what", fault.what()}});
    return std::nullopt;
  }
}

}  // namespace

Connection::Connection(Loop& loop, asio::ip::tcp::socket socket, std::string peer)
    : loop_(loop),
      shared_(loop.shared),
      socket_(std::move(socket)),
      answer_ready_(loop.context, asio::steady_timer::time_point::max()),
      peer_(std::move(peer)),
      place_(loop.connections.insert(loop.connections.end(), this)),
      reader_(loop.shared.options.scheme),
      buffer_(kFirstBuffer) {}

Connection::~Connection() {
  loop_.connections.erase(place_);
  shared_.remove_connection();
}

void Connection::allow(milliseconds time) {
  late_ = false;
  deadline_ = loop_.ticks + static_cast<std::uint64_t>(time / Loop::kTick) + 1;
}

void Connection::allow_transfer(std::size_t octets) {
  const Limits& limits = shared_.options.limits;
  allow(limits.idle_timeout + milliseconds(octets * 1000 / limits.slowest_transfer));
}

void Connection::interrupt() {
  boost::system::error_code ignored;
  socket_.cancel(ignored);
  answer_ready_.cancel();
}

void Connection::end_if_late() {
  if (loop_.ticks < deadline_) return;
  late_ = true;
  interrupt();
}

void Connection::cut() {
  cut_ = true;
  interrupt();
}

asio::awaitable<void> Connection::serve() {
  try {
    Next next = Next::Request;
    while (next == Next::Request) {
      next = co_await serve_request();
      end_request();
    }
    if (next == Next::Close) co_await linger();
  } catch (const std::exception& fault) {
    shared_.log.error("http.connection", {{"what", fault.what()}});
  }
  end_request();
  boost::system::error_code ignored;
  socket_.close(ignored);
}

/// A connection that waits for its next request holds nothing of the last one.
void Connection::end_request() {
  if (exchange_) exchange_->close();
  exchange_.reset();
  shared_.body_memory.fetch_sub(std::exchange(held_body_memory_, 0));
  if (buffer_.size() > kFirstBuffer && begin_ == end_) buffer_ = base::Bytes(kFirstBuffer);
}

void Connection::begin_request() {
  exchange_ = std::make_shared<Exchange>(shared_.options.texts, shared_.log);
  Request& request = exchange_->request();
  request.id = loop_.next_request_id();
  reader_.start(request);
  route_ = nullptr;
  idle_ = begin_ == end_;
  allow(idle_ ? shared_.options.limits.idle_timeout : shared_.options.limits.header_timeout);
}

// What needs no waiting is called as a plain function: a coroutine's frame costs more than most steps here.
asio::awaitable<Connection::Next> Connection::serve_request() {
  begin_request();
  if (idle_ && shared_.draining) co_return Next::Close;

  std::optional<Got> got = parse();
  if (!got) got = co_await read();
  began_ = shared_.clock.now();
  if (got == Got::Header) {
    Request& request = exchange_->request();
    request.peer = client_address(request.headers);
    Router::Match match = shared_.router.find(request.method, request.target.segments);
    route_ = match.route;
    const std::optional<Response> refusal = refuse(match);
    // A body that is not read cannot be told from the next request: then this was the last.
    if (refusal) co_return co_await send(*refusal, !reader_.has_body());
    request.path_parameters = std::move(match.path_parameters);
    if (begin_body()) {
      const bool sent = co_await write("HTTP/1.1 100 Continue\r\n\r\n", {});
      if (!sent) co_return Next::Gone;
    }
    got = parse();
    if (!got) got = co_await read();
  }
  if (got == Got::Fault) co_return co_await send(problem_of(fault_.error, {fault_.status, {}}), false);
  if (got != Got::Whole) co_return Next::Gone;

  allow(shared_.options.limits.idle_timeout);
  std::optional<Response> response = look_at_hand(*route_, exchange_->request(), shared_.log);
  if (!response) response = co_await handle();
  co_return co_await send(sendable(std::move(*response)), !late_);
}

std::optional<Connection::Got> Connection::parse() {
  std::size_t consumed = 0;
  const ReadState state = reader_.read(base::ByteView(buffer_).subspan(begin_, end_ - begin_), consumed);
  begin_ += consumed;
  if (state == ReadState::HeaderDone) return Got::Header;
  if (state == ReadState::Complete) return Got::Whole;
  if (state != ReadState::Fault) return std::nullopt;
  fault_ = reader_.fault();
  return Got::Fault;
}

asio::awaitable<Connection::Got> Connection::read() {
  while (make_room()) {
    const auto [failed, count] =
        co_await socket_.async_read_some(asio::buffer(buffer_.data() + end_, buffer_.size() - end_), kAwait);
    if (failed) break;
    if (idle_) {
      idle_ = false;
      allow(shared_.options.limits.header_timeout);
    }
    end_ += count;
    if (const std::optional<Got> got = parse()) co_return *got;
  }
  if (end_ == kMaxBuffer) {
    fault_ = {400, make_error(ErrorKind::Malformed, "http.message", "a chunk's header is too long")};
    co_return Got::Fault;
  }
  if (!late_ || !reader_.has_begun()) co_return Got::Ended;
  fault_ = {408, make_error(ErrorKind::TooLate, "http.request_timeout")};
  co_return Got::Fault;
}

bool Connection::make_room() {
  std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
            buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
  end_ -= std::exchange(begin_, 0);
  if (end_ == buffer_.size()) {
    if (buffer_.size() == kMaxBuffer) return false;
    buffer_.resize(buffer_.size() * 2);
  }
  return !is_over();
}

bool Connection::begin_body() {
  if (!reader_.has_body()) return false;
  allow_transfer(held_body_memory_);
  if (held_body_memory_ > buffer_.size()) buffer_.resize(std::min(held_body_memory_, kMaxBuffer));
  // RFC 9110 10.1.1: not when the body has already begun to come.
  return reader_.expects_continue() && begin_ == end_;
}

asio::awaitable<Response> Connection::handle() {
  const auto self = shared_from_this();
  const std::shared_ptr<Exchange> exchange = exchange_;
  const Route& route = *route_;
  const base::Log& log = shared_.log;
  if (route.runs == Runs::Immediately || (route.need_not_wait && route.need_not_wait())) {
    run_handler(route, exchange, log);
  } else if (!shared_.workers.submit([&route, exchange, &log] { run_handler(route, exchange, log); })) {
    co_return problem_of(make_error(ErrorKind::TooMany, "http.busy"));
  }
  std::optional<Response> response = exchange->take_or(
      [self] { asio::post(self->loop_.context, [self] { self->answer_ready_.cancel(); }); });
  if (!response && !is_over()) {
    co_await answer_ready_.async_wait(kAwait);
    response = exchange->take_or(nullptr);
  }
  exchange->close();
  if (!response) co_return problem_of(make_error(ErrorKind::Unavailable, "http.answer_timeout"));
  co_return std::move(*response);
}

Response Connection::sendable(Response response) {
  if (is_sendable(response)) return response;
  shared_.log.error("http.unsendable", {{"request_id", exchange_->request().id}, {"route", route_->name}});
  return problem_of(make_error(ErrorKind::Internal, "http.unsendable"));
}

asio::awaitable<Connection::Next> Connection::send(const Response& response, bool keep) {
  keep = keep && reader_.keep_alive() && !shared_.draining;
  ConnectionField field = keep ? ConnectionField::None : ConnectionField::Close;
  if (keep && reader_.is_http_1_0()) field = ConnectionField::KeepAlive;
  const Request& request = exchange_->request();
  head_.clear();
  const auto& further = shared_.options.further_fields;
  append_response_head(head_, response, request.id, loop_.http_date(began_), field,
                       further ? further() : std::string());
  base::ByteView body;
  if (response.body && request.method != Method::Head) body = *response.body;
  allow_transfer(body.size());
  const bool sent = co_await write(head_, body);
  report(response.status);
  if (!sent) co_return Next::Gone;
  co_return keep ? Next::Request : Next::Close;
}

asio::awaitable<bool> Connection::write(std::string_view head, base::ByteView body) {
  std::array<asio::const_buffer, 2> buffers = {asio::const_buffer(head.data(), head.size()),
                                               asio::const_buffer(body.data(), body.size())};
  // The kernel takes nearly every answer at once; only the rest of a large one goes through the event loop.
  boost::system::error_code failed;
  const std::size_t sent = socket_.write_some(buffers, failed);
  if (failed && failed != asio::error::would_block) co_return false;
  if (sent == head.size() + body.size()) co_return true;
  if (is_over()) co_return false;
  const std::size_t of_head = std::min(sent, head.size());
  buffers = {buffers[0] + of_head, buffers[1] + (sent - of_head)};
  const auto [broken, count] = co_await asio::async_write(socket_, buffers, kAwait);
  co_return !broken && sent + count == head.size() + body.size();
}

asio::awaitable<void> Connection::linger() {
  boost::system::error_code failed;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, failed);
  allow(kLinger);
  while (!failed && !is_over()) {
    const auto [ended, count] = co_await socket_.async_read_some(asio::buffer(buffer_), kAwait);
    failed = ended;
  }
}

std::optional<Response> Connection::refuse(const Router::Match& match) {
  if (match.route == nullptr) {
    if (match.allowed.empty()) return problem_of(make_error(ErrorKind::NotFound, "http.no_route"));
    Response response = problem_of(make_error(ErrorKind::Refused, "http.method_not_allowed"), {405, {}});
    response.headers.add("Allow", match.allowed);  // RFC 9110 15.5.6: MUST
    return response;
  }
  const Route& route = *match.route;
  if (!route.rate_class.empty()) {
    const auto wait = shared_.options.rate_limiter->take(exchange_->request().peer, route.rate_class);
    if (wait.count() > 0) {
      return problem_of(make_error(ErrorKind::TooMany, "http.rate"), {429, static_cast<int>(wait.count())});
    }
  }
  if (!reader_.has_body()) return std::nullopt;
  if (!reader_.limit_body(route.max_body)) {
    return problem_of(reader_.fault().error, {reader_.fault().status, {}});
  }
  if (!hold_body_memory()) return problem_of(make_error(ErrorKind::TooMany, "http.busy"));
  return std::nullopt;
}

bool Connection::hold_body_memory() {
  const std::size_t need = static_cast<std::size_t>(reader_.content_length().value_or(route_->max_body));
  if (shared_.body_memory.fetch_add(need) + need > shared_.options.limits.body_memory) {
    shared_.body_memory.fetch_sub(need);
    return false;
  }
  held_body_memory_ = need;
  return true;
}

std::string Connection::client_address(const Headers& headers) const {
  const std::vector<std::string>& trusted = shared_.options.trusted_proxies;
  const auto is_trusted = [&](const std::string& address) {
    return std::find(trusted.begin(), trusted.end(), address) != trusted.end();
  };
  if (trusted.empty() || !is_trusted(peer_)) return peer_;
  // Each proxy appends the address it sees: from the right, the first that is not ours is the client's.
  std::string address = peer_;
  std::string chain = headers.combined("X-Forwarded-For").value_or("");
  while (!chain.empty() && is_trusted(address)) {
    const std::size_t comma = chain.rfind(',');
    std::string last = chain.substr(comma == std::string::npos ? 0 : comma + 1);
    last.erase(std::remove(last.begin(), last.end(), ' '), last.end());
    boost::system::error_code not_an_address;
    asio::ip::make_address(last, not_an_address);
    if (not_an_address) break;
    address = std::move(last);
    chain.resize(comma == std::string::npos ? 0 : comma);
  }
  return address;
}

Response Connection::problem_of(const base::Error& error, const ProblemDetails& details) {
  return problem(error, shared_.options.texts, exchange_->request().id, details);
}

void Connection::report(int status) {
  if (!shared_.options.on_finished) return;
  const auto took = std::max(shared_.clock.now() - began_, std::chrono::microseconds(0));
  shared_.options.on_finished(Finished{route_, status, took});
}

}  // namespace yinxin::http
