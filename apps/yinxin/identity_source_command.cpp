#include "identity_source_command.hpp"

#include <signal.h>

#include <atomic>
#include <map>

#include "files.hpp"
#include "http/json_reader.hpp"
#include "http/json_writer.hpp"
#include "http/server.hpp"
#include "x509/identity.hpp"

namespace yinxin::command_line {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::size_t kMaxName = 800;  // octets: 200 characters of four

/// Name by kind and number.
using People = std::map<std::pair<std::string, std::string>, std::string>;

Result<People> read_people(const std::string& file) {
  YX_TRY(const base::Bytes octets, read_input(file));
  const std::string_view text = base::as_text(octets);
  People people;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    const std::string_view line = text.substr(from, end - from);
    from = end + 1;
    if (line.empty()) continue;
    const std::size_t first = line.find(',');
    const std::size_t second = first == std::string_view::npos ? first : line.find(',', first + 1);
    const auto kind = x509::identity_kind(line.substr(0, std::min(first, line.size())));
    if (second == std::string_view::npos || !kind)
      return make_error(ErrorKind::Malformed, "yinxin.people", "expected KIND,NUMBER,NAME a line");
    YX_TRY(const std::string number,
           x509::canonical_identity_number(*kind, line.substr(first + 1, second - first - 1)));
    people[{std::string(x509::identity_word(*kind)), number}] = line.substr(second + 1);
  }
  return people;
}

std::string_view judge(const People& people, const std::string& kind, const std::string& number,
                       const std::string& name) {
  const auto known = people.find({kind, number});
  if (known == people.end()) return "unknown";
  return known->second == name ? "match" : "mismatch";
}

http::Route identity_checks(const People& people, std::atomic<std::int64_t>& answers) {
  http::Route route;
  route.name = "identityCheck";
  route.method = http::Method::Post;
  route.path = "/identity-checks";
  route.handler = [&people, &answers](const http::Request& request, http::Responder responder) {
    const auto body = http::JsonReader::parse(request.body);
    if (!body) return responder.fail(body.error());
    body->text("application", kMaxName);
    const std::string kind = body->text("kind", kMaxName);
    const std::string number = body->text("number", kMaxName);
    const std::string name = body->text("name", kMaxName);
    if (const auto sound = body->finish(); !sound) return responder.fail(sound.error());
    http::JsonWriter json;
    json.object([&] {
      json.text("answer", judge(people, kind, number, name))
          .text("response_id", "YS-" + std::to_string(++answers));
    });
    responder.answer(http::json(200, json.text()));
  };
  return route;
}

}  // namespace

Result<void> demonstration_identity_source(const IdentitySourceOptions& options, std::ostream& out) {
  YX_TRY(const People people, read_people(options.people));
  // Blocked before any thread starts, so that the wait below gets them.
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGINT);
  sigaddset(&stop, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &stop, nullptr);
  const base::SystemClock clock;
  const base::Log log(clock, base::LogLevel::Warning);
  std::atomic<std::int64_t> answers = 0;
  http::Router router;
  router.add(identity_checks(people, answers));
  http::Options server_options;
  server_options.port = static_cast<std::uint16_t>(options.port);
  server_options.threads = 1;
  server_options.workers = 1;
  YX_TRY(const auto server, http::Server::start(std::move(server_options), std::move(router), clock, log));
  out << "ready http://127.0.0.1:" << server->port() << std::endl;
  int signal = 0;
  sigwait(&stop, &signal);
  server->stop();
  return {};
}

}  // namespace yinxin::command_line
