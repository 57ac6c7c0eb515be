// Threads, each with an event loop and a listening socket of its own (SO_REUSEPORT: the kernel spreads
// connections), and the end of them all.
#include "http/server.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <stdexcept>
#include <thread>

#include "crypto/random.hpp"
#include "http/connection.hpp"

namespace yinxin::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using base::ErrorKind;
using base::make_error;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);
constexpr int kBacklog = 4096;  // what the kernel allows by default (net.core.somaxconn)

unsigned cores() {
  return std::max(1U, std::thread::hardware_concurrency());
}

base::Error listen_error(const boost::system::error_code& code) {
  if (code == asio::error::address_in_use)
    return make_error(ErrorKind::Conflict, "http.listen.in_use", code.message());
  return make_error(ErrorKind::Unavailable, "http.listen", code.message());
}

/// Opens and binds. With SO_REUSEPORT a second program of the same user could take a share of our connections
/// without anybody noticing; so the first socket is bound without it, which fails when the port is taken.
base::Result<tcp::acceptor> bind(asio::io_context& context, const tcp::endpoint& endpoint, bool share) {
  boost::system::error_code code;
  tcp::acceptor acceptor(context);
  acceptor.open(endpoint.protocol(), code);
  if (!code) acceptor.set_option(tcp::acceptor::reuse_address(true), code);
  if (!code && share) acceptor.set_option(ReusePort(true), code);
  if (!code) acceptor.bind(endpoint, code);
  if (code) return listen_error(code);
  return acceptor;
}

std::string address_text(const tcp::socket& socket) {
  boost::system::error_code failed;
  const tcp::endpoint peer = socket.remote_endpoint(failed);
  if (failed) return "";
  asio::ip::address address = peer.address();
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  }
  return address.to_string();
}

std::uint64_t random_seed() {
  std::array<std::uint8_t, 8> octets{};
  crypto::random_bytes(octets);
  return base::read_u64(octets);
}

}  // namespace

Shared::Shared(Options its_options, Router its_router, const base::Clock& its_clock, const base::Log& its_log)
    : options(std::move(its_options)),
      router(std::move(its_router)),
      clock(its_clock),
      log(its_log),
      workers(options.workers > 0 ? options.workers : 2 * cores(), options.worker_queue) {}

bool Shared::add_connection() {
  const std::lock_guard lock(mutex);
  if (draining || connections >= options.limits.max_connections) return false;
  ++connections;
  return true;
}

void Shared::remove_connection() {
  const std::lock_guard lock(mutex);
  if (--connections == 0) none_left.notify_all();
}

Loop::Loop(Shared& its_shared, std::uint64_t id_seed)
    : shared(its_shared), timer_(context), id_state_(id_seed) {}

asio::awaitable<void> Loop::keep_time() {
  while (!stopping_) {
    timer_.expires_after(kTick);
    co_await timer_.async_wait(kAwait);
    ++ticks;
    for (Connection* connection : connections) connection->end_if_late();
  }
}

void Loop::stop_keeping_time() {
  stopping_ = true;
  timer_.cancel();
}

std::string Loop::next_request_id() {
  // SplitMix64 (Steele, Lea, Flood 2014): a permutation of a counter, so no id comes twice before 2^64 have
  // been given.
  id_state_ += 0x9E3779B97F4A7C15U;
  std::uint64_t mixed = id_state_;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9U;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
  mixed ^= mixed >> 31;
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string id(16, '0');
  for (char& digit : id) {
    digit = kDigits[mixed >> 60];
    mixed <<= 4;
  }
  return id;
}

const std::string& Loop::http_date(base::Time now) {
  const std::int64_t second = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  if (second != date_second_) {
    date_ = format_http_date(now);
    date_second_ = second;
  }
  return date_;
}

/// A loop, its listening socket and its thread.
struct LoopThread {
  LoopThread(Shared& shared, std::uint64_t id_seed) : loop(shared, id_seed), acceptor(loop.context) {}

  asio::awaitable<void> accept();
  void run() {
    asio::co_spawn(loop.context, accept(), asio::detached);
    asio::co_spawn(loop.context, loop.keep_time(), asio::detached);
    thread = std::thread([this] { loop.context.run(); });
  }

  Loop loop;
  tcp::acceptor acceptor;
  std::thread thread;
};

asio::awaitable<void> LoopThread::accept() {
  asio::steady_timer pause(loop.context);
  while (acceptor.is_open()) {
    auto [failed, socket] = co_await acceptor.async_accept(kAwait);
    if (failed == asio::error::operation_aborted) break;
    if (failed) {  // most likely out of descriptors: trying again at once would only burn the processor
      loop.shared.log.warning("http.accept", {{"what", failed.message()}});
      pause.expires_after(Loop::kTick);
      co_await pause.async_wait(kAwait);
      continue;
    }
    if (!loop.shared.add_connection()) continue;  // closed unread: the client tries again elsewhere or later
    boost::system::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    socket.non_blocking(true, ignored);
    std::string peer = address_text(socket);
    const auto connection = std::make_shared<Connection>(loop, std::move(socket), std::move(peer));
    asio::co_spawn(
        loop.context, [connection] { return connection->serve(); }, asio::detached);
  }
}

struct Server::State {
  State(Options options, Router router, const base::Clock& clock, const base::Log& log)
      : shared(std::move(options), std::move(router), clock, log) {}

  base::Result<void> listen();
  /// Runs `act` on every loop's own thread, some time soon.
  void on_each_loop(const std::function<void(LoopThread&)>& act);
  void wait_until_none_left(std::optional<std::chrono::milliseconds> at_most);

  Shared shared;
  std::vector<std::unique_ptr<LoopThread>> threads;
  std::uint16_t port = 0;
  bool stopped = false;
};

base::Result<void> Server::State::listen() {
  const Options& options = shared.options;
  boost::system::error_code code;
  const asio::ip::address address = asio::ip::make_address(options.address, code);
  if (code) return make_error(ErrorKind::Malformed, "http.listen.address", options.address);
  port = options.port;
  if (port != 0) {
    asio::io_context probe;
    YX_TRY(const tcp::acceptor alone, bind(probe, tcp::endpoint(address, port), false));
  }
  const unsigned count = options.threads > 0 ? options.threads : cores();
  const std::uint64_t seed = random_seed();
  for (unsigned i = 0; i < count; ++i) {
    threads.push_back(std::make_unique<LoopThread>(shared, seed + (std::uint64_t(i) << 48)));
    LoopThread& thread = *threads.back();
    YX_TRY(thread.acceptor, bind(thread.loop.context, tcp::endpoint(address, port), true));
    thread.acceptor.listen(kBacklog, code);
    if (code) return listen_error(code);
    port = thread.acceptor.local_endpoint().port();
  }
  return {};
}

void Server::State::on_each_loop(const std::function<void(LoopThread&)>& act) {
  for (const auto& thread : threads) {
    asio::post(thread->loop.context, [act, at = thread.get()] { act(*at); });
  }
}

void Server::State::wait_until_none_left(std::optional<std::chrono::milliseconds> at_most) {
  std::unique_lock lock(shared.mutex);
  const auto none_left = [this] { return shared.connections == 0; };
  if (at_most) {
    shared.none_left.wait_for(lock, *at_most, none_left);
  } else {
    shared.none_left.wait(lock, none_left);
  }
}

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}
Server::~Server() {
  stop();
}

base::Result<std::unique_ptr<Server>> Server::start(Options options, Router router, const base::Clock& clock,
                                                    const base::Log& log) {
  for (const Route& route : router.routes()) {
    if (route.rate_class.empty()) continue;
    if (!options.rate_limiter || !options.rate_limiter->knows(route.rate_class)) {
      throw std::invalid_argument("route " + route.name + ": unknown rate class " + route.rate_class);
    }
  }
  auto state = std::make_unique<State>(std::move(options), std::move(router), clock, log);
  YX_CHECK(state->listen());
  for (const auto& thread : state->threads) thread->run();
  return std::unique_ptr<Server>(new Server(std::move(state)));
}

std::uint16_t Server::port() const {
  return state_->port;
}
const Router& Server::router() const {
  return state_->shared.router;
}
std::size_t Server::queued_work() const {
  return state_->shared.workers.queued();
}

std::size_t Server::open_connections() const {
  const std::lock_guard lock(state_->shared.mutex);
  return state_->shared.connections;
}

void Server::stop() {
  if (std::exchange(state_->stopped, true)) return;
  state_->shared.draining = true;
  state_->on_each_loop([](LoopThread& thread) {
    boost::system::error_code ignored;
    thread.acceptor.close(ignored);
    for (Connection* connection : thread.loop.connections) {
      if (connection->is_idle()) connection->cut();
    }
  });
  state_->wait_until_none_left(state_->shared.options.limits.drain);
  state_->on_each_loop([](LoopThread& thread) {
    for (Connection* connection : thread.loop.connections) connection->cut();
  });
  state_->wait_until_none_left({});
  state_->shared.workers.stop();
  state_->on_each_loop([](LoopThread& thread) { thread.loop.stop_keeping_time(); });
  for (const auto& thread : state_->threads) thread->thread.join();
}

}  // namespace yinxin::http
