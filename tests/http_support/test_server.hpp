// A server on a free loopback port with routes that do what tests want to see done.
#pragma once

#include <atomic>
#include <future>
#include <list>

#include "http/server.hpp"
#include "http_support/raw_connection.hpp"

namespace yinxin::http::testing {

/// Something a handler waits for until the test lets it go on.
class Gate {
 public:
  /// In the handler.
  void enter() {
    entered_.set_value();
    opened_.get_future().wait();
  }
  /// In the test.
  void wait_until_entered() { entered_.get_future().wait(); }
  void open() { opened_.set_value(); }

 private:
  std::promise<void> entered_;
  std::promise<void> opened_;
};

class TestServer {
 public:
  explicit TestServer(Options options = {}, std::function<void(Router&)> more_routes = {}) {
    auto texts = ErrorTexts::load(std::string(YX_SOURCE_DIR) + "/api/errors.toml");
    if (!texts) throw std::runtime_error(texts.error().detail);
    options.texts = std::move(texts).value();
    if (options.threads == 0) options.threads = 2;
    if (options.workers == 0) options.workers = 2;
    Router router;
    add_routes(router);
    if (more_routes) more_routes(router);
    auto started = Server::start(std::move(options), std::move(router), clock, log);
    if (!started) throw std::runtime_error(base::describe(started.error()));
    server = std::move(started).value();
  }

  RawConnection connect() const { return RawConnection(server->port()); }
  /// One request on a connection of its own.
  std::string ask(std::string_view wire) const {
    RawConnection connection(server->port());
    connection.send(wire);
    return connection.read_answer();
  }
  /// A responder that GET /later left behind.
  Responder take_responder() {
    std::unique_lock lock(mutex_);
    came_.wait(lock, [this] { return !later_.empty(); });
    Responder responder = std::move(later_.front());
    later_.pop_front();
    return responder;
  }

  base::ManualClock clock{base::Time(std::chrono::seconds(1'795'334'400))};
  base::Log log{clock, base::LogLevel::Critical};
  Gate gate;  // GET /gate waits here, once
  std::atomic<bool> kept_need_not_wait{false};
  std::unique_ptr<Server> server;

 private:
  static void add(Router& router, const char* name, Method method, const char* path, Runs runs,
                  Handler handler, std::size_t max_body = kDefaultMaxBody) {
    Route route;
    route.name = name;
    route.method = method;
    route.path = path;
    route.runs = runs;
    route.handler = std::move(handler);
    route.max_body = max_body;
    router.add(std::move(route));
  }

  void add_routes(Router& router) {
    const auto echo = [](const Request& request, Responder responder) {
      responder.answer(with_body(200, "application/octet-stream", request.body));
    };
    add(router, "hello", Method::Get, "/hello", Runs::Immediately,
        [](const Request&, Responder responder) { responder.answer(text(200, "hello")); });
    add(router, "named", Method::Get, "/hello/{name}", Runs::Immediately,
        [](const Request& request, Responder responder) {
          responder.answer(text(200, "hello " + request.path_parameter("name")));
        });
    add(router, "who", Method::Get, "/who", Runs::Immediately,
        [](const Request& request, Responder responder) { responder.answer(text(200, request.peer)); });
    add(router, "echo", Method::Post, "/echo", Runs::OnWorker, echo);
    add(router, "small", Method::Post, "/small", Runs::Immediately, echo, 10);
    add(router, "huge", Method::Post, "/huge", Runs::OnWorker, echo, kAbsoluteMaxBody);
    add(router, "gate", Method::Get, "/gate", Runs::OnWorker, [this](const Request&, Responder responder) {
      gate.enter();
      responder.answer(text(200, "through"));
    });
    add(router, "later", Method::Get, "/later", Runs::Immediately,
        [this](const Request&, Responder responder) {
          const std::lock_guard lock(mutex_);
          later_.push_back(std::move(responder));
          came_.notify_all();
        });
    for (const auto& [name, path, runs] : {std::tuple("throws", "/throws", Runs::OnWorker),
                                           {"throws_now", "/throws/now", Runs::Immediately}}) {
      add(router, name, Method::Get, path, runs,
          [](const Request&, Responder) -> void { throw std::runtime_error("secret inside"); });
    }
    add_kept(router);
    add(router, "forgets", Method::Get, "/forgets", Runs::OnWorker, [](const Request&, Responder) {});
    add(router, "splits", Method::Get, "/splits", Runs::Immediately, [](const Request&, Responder responder) {
      Response response = text(200, "x");
      response.headers.add("X-A", "a\r\nSet-Cookie: b");
      responder.answer(std::move(response));
    });
    add(router, "refuses", Method::Get, "/refuses", Runs::OnWorker, [](const Request&, Responder responder) {
      responder.fail(base::make_error(base::ErrorKind::Refused, "test.refused", "not yours", "21"));
    });
    add(router, "large", Method::Get, "/large", Runs::OnWorker, [](const Request&, Responder responder) {
      responder.answer(with_body(200, "application/octet-stream", base::Bytes(32 * 1024 * 1024, 'x')));
    });
  }

  /// Has an answer at hand when asked ?from=hand.
  void add_kept(Router& router) {
    Route kept;
    kept.name = "kept";
    kept.path = "/kept";
    kept.at_hand = [](const Request& request) -> std::optional<Response> {
      const auto from = request.query_parameter("from");
      if (from == "fault") throw std::runtime_error("secret inside");
      if (from == "hand") return text(200, "from the hand");
      return std::nullopt;
    };
    kept.need_not_wait = [this] { return kept_need_not_wait.load(); };
    kept.handler = [](const Request&, Responder responder) {
      responder.answer(text(200, "from the handler"));
    };
    router.add(std::move(kept));
  }

  std::mutex mutex_;
  std::condition_variable came_;
  std::list<Responder> later_;  // guarded by mutex_
};

}  // namespace yinxin::http::testing
