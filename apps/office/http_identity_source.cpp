#include "office/http_identity_source.hpp"

#include <algorithm>
#include <charconv>

#include "http/client.hpp"
#include "http/json_reader.hpp"
#include "http/json_writer.hpp"
#include "http/worker_pool.hpp"

namespace yinxin::office {

using base::ErrorKind;
using base::make_error;
using base::Result;
using registration::IdentityAnswer;
using registration::IdentityReport;

namespace {

constexpr std::chrono::seconds kPatience{10};
constexpr std::size_t kMaxWord = 128;  // IDENTITY_SOURCE.md

Result<IdentityAnswer> read_answer(std::string_view word) {
  if (word == "match") return IdentityAnswer::Match;
  if (word == "mismatch") return IdentityAnswer::Mismatch;
  if (word == "unknown") return IdentityAnswer::Unknown;
  return make_error(ErrorKind::Unavailable, "registration.identity_source", "an answer we do not know");
}

/// IDENTITY_SOURCE.md: it stands in the act record as it came.
bool printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

class HttpIdentitySource final : public registration::IdentitySource {
 public:
  HttpIdentitySource(const std::string& host, std::uint16_t port, std::string path)
      : name_(host),
        path_(std::move(path)),
        client_(host, port, {kPatience, kMaxAnswer, ""}),
        pool_(1, kMaxWaiting) {}

  void ask(registration::IdentityQuery query, base::Completion<IdentityReport> done) override {
    const auto shared = std::make_shared<registration::IdentityQuery>(std::move(query));
    const bool taken = pool_.submit([this, shared, done] { done(answer(*shared)); });
    if (!taken) done(make_error(ErrorKind::Unavailable, "registration.identity_source", "too many wait"));
  }

 private:
  static constexpr std::size_t kMaxAnswer = 64 * 1024;

  Result<IdentityReport> answer(const registration::IdentityQuery& query) {
    http::JsonWriter json;
    json.object([&] {
      json.text("application", query.application)
          .text("kind", x509::identity_word(query.number.kind))
          .text("number", query.number.number)
          .text("name", query.name);
    });
    http::Request request = client_.request(http::Method::Post, path_ + "/identity-checks",
                                            base::to_bytes(base::as_bytes(json.text())));
    request.headers.set("Content-Type", "application/json");
    const auto response = client_.send(request);
    if (!response || response->status != 200 || !response->body) {
      return make_error(ErrorKind::Unavailable, "registration.identity_source");
    }
    YX_TRY(const http::JsonReader body, http::JsonReader::parse(*response->body));
    const std::string word = body.text("answer", kMaxWord);
    IdentityReport report;
    report.source = name_;
    report.response_id = body.text("response_id", kMaxWord);
    YX_CHECK(body.finish());
    if (report.response_id.empty() || !printable(report.response_id))
      return make_error(ErrorKind::Unavailable, "registration.identity_source", "response_id");
    YX_TRY(report.answer, read_answer(word));
    return report;
  }

  const std::string name_;
  const std::string path_;
  http::Client client_;    // used by the pool's one thread only
  http::WorkerPool pool_;  // last: ends before the client does
};

}  // namespace

Result<std::unique_ptr<registration::IdentitySource>> make_identity_source(const std::string& url) {
  std::unique_ptr<registration::IdentitySource> none;
  if (url.empty()) return none;
  const auto bad = [] {
    return make_error(ErrorKind::Malformed, "office.identity_source", "expected http://host:port[/path]");
  };
  constexpr std::string_view kScheme = "http://";
  if (!url.starts_with(kScheme)) return bad();
  const std::size_t slash = url.find('/', kScheme.size());
  const std::string place = url.substr(kScheme.size(), slash - kScheme.size());
  const std::size_t colon = place.rfind(':');
  if (colon == std::string::npos || colon == 0) return bad();
  std::uint16_t port = 0;
  const char* end = place.data() + place.size();
  const auto [rest, failed] = std::from_chars(place.data() + colon + 1, end, port);
  if (failed != std::errc() || rest != end) return bad();
  return std::unique_ptr<registration::IdentitySource>(std::make_unique<HttpIdentitySource>(
      place.substr(0, colon), port, slash == std::string::npos ? "" : url.substr(slash)));
}

}  // namespace yinxin::office
