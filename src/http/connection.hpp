// One accepted socket and the thread's loop it lives on. Inside http only: included by connection.cpp and
// server.cpp, the two units that include Boost.Asio.
#pragma once

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <condition_variable>
#include <list>

#include "http/exchange.hpp"
#include "http/response_head.hpp"
#include "http/server.hpp"
#include "http/wire_reader.hpp"
#include "http/worker_pool.hpp"

namespace yinxin::http {

/// What all threads of a server use.
struct Shared {
  Shared(Options its_options, Router its_router, const base::Clock& its_clock, const base::Log& its_log);

  /// False when there are too many, or the server is about to stop.
  bool add_connection();
  void remove_connection();

  const Options options;
  const Router router;
  const base::Clock& clock;
  const base::Log& log;
  WorkerPool workers;
  std::atomic<bool> draining{false};
  std::atomic<std::size_t> body_memory{0};
  std::mutex mutex;
  std::condition_variable none_left;
  std::size_t connections = 0;  // guarded by mutex
};

class Connection;

/// One thread's io_context and what lives on it. Everything but `context` is touched by its own thread only.
class Loop {
 public:
  static constexpr std::chrono::milliseconds kTick{100};  // how finely timeouts are kept

  Loop(Shared& shared, std::uint64_t id_seed);

  Shared& shared;
  boost::asio::io_context context{1};
  std::list<Connection*> connections;
  std::uint64_t ticks = 0;

  /// Begins counting ticks and ending what has passed its deadline.
  boost::asio::awaitable<void> keep_time();
  void stop_keeping_time();
  /// 16 hexadecimal digits, never twice from one loop and hardly ever from two.
  std::string next_request_id();
  /// The Date field for this moment.
  const std::string& http_date(base::Time now);

 private:
  boost::asio::steady_timer timer_;
  bool stopping_ = false;
  std::uint64_t id_state_;
  std::int64_t date_second_ = -1;
  std::string date_;
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Loop& loop, boost::asio::ip::tcp::socket socket, std::string peer);
  ~Connection();

  /// Serves until either side ends it. Does not throw.
  boost::asio::awaitable<void> serve();

  /// Called every tick: interrupts what has passed its deadline.
  void end_if_late();
  /// Whether it waits for a request of which nothing has come yet.
  bool is_idle() const { return idle_; }
  /// Makes serve() end now, whatever it waits for.
  void cut();

 private:
  enum class Got { Header, Whole, Fault, Ended };
  enum class Next { Request, Close, Gone };  // Gone: nobody is there to be polite to

  boost::asio::awaitable<Next> serve_request();
  void begin_request();
  /// What the reader makes of the octets that are here: a header, the whole request or a fault (then fault_);
  /// nothing when it needs more.
  std::optional<Got> parse();
  /// Receives until parse() has something, or the connection has ended.
  boost::asio::awaitable<Got> read();
  /// Whether there is room for more octets, and time.
  bool make_room();
  /// Whether the client waits for "100 Continue".
  bool begin_body();
  boost::asio::awaitable<Response> handle();
  boost::asio::awaitable<Next> send(const Response& response, bool keep);
  boost::asio::awaitable<bool> write(std::string_view head, base::ByteView body);
  boost::asio::awaitable<void> linger();

  /// The answer to a request that is not let in.
  std::optional<Response> refuse(const Router::Match& match);
  bool hold_body_memory();
  void end_request();
  std::string client_address(const Headers& headers) const;
  /// The response itself, unless it could not stand on the wire.
  Response sendable(Response response);
  Response problem_of(const base::Error& error, const ProblemDetails& details = {});
  void report(int status);

  /// Sets the deadline of what comes next.
  void allow(std::chrono::milliseconds time);
  void allow_transfer(std::size_t octets);
  void interrupt();
  bool is_over() const { return cut_ || late_; }

  Loop& loop_;
  Shared& shared_;
  boost::asio::ip::tcp::socket socket_;
  boost::asio::steady_timer answer_ready_;  // never runs out; cancelled when there is an answer
  const std::string peer_;
  std::list<Connection*>::iterator place_;
  RequestReader reader_;
  WireFault fault_;
  base::Bytes buffer_;  // [begin_, end_) has been received and not yet been read
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::string head_;            // of the answer; kept for its capacity
  std::uint64_t deadline_ = 0;  // in ticks of the loop
  bool idle_ = true;
  bool late_ = false;
  bool cut_ = false;

  // of the present request
  std::shared_ptr<Exchange> exchange_;
  const Route* route_ = nullptr;
  std::size_t held_body_memory_ = 0;
  base::Time began_{};
};

}  // namespace yinxin::http
