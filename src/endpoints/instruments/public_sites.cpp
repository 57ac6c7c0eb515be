#include "endpoints/instruments/public_sites.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <stdexcept>

#include "base/files.hpp"
#include "base/toml.hpp"
#include "proof/note.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;
using std::chrono::steady_clock;

/// Readable from stop() on.
struct PublicSites::Stop {
  Stop() : event(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (event < 0) throw std::runtime_error("eventfd");
  }
  ~Stop() { close(event); }
  Stop(const Stop&) = delete;
  Stop& operator=(const Stop&) = delete;
  const int event;
};

namespace {

constexpr int kOk = 200;

base::Error stopping() {
  return make_error(ErrorKind::Unavailable, supervision::kStopping);
}

/// One round's way to a site.
class RoundFetch {
 public:
  RoundFetch(std::unique_ptr<http::Client> client, steady_clock::time_point end)
      : client_(std::move(client)), end_(end) {}

  Result<base::Bytes> operator()(const supervision::Request& wanted) const {
    if (steady_clock::now() >= end_) return make_error(ErrorKind::Unavailable, supervision::kRoundOver);
    if (!http::parse_target(wanted.target))
      return make_error(ErrorKind::Malformed, "http.message", "not a target");
    const auto method = wanted.content_type.empty() ? http::Method::Get : http::Method::Post;
    http::Request request = client_->request(method, wanted.target, wanted.body);
    if (!wanted.content_type.empty()) request.headers.set("Content-Type", wanted.content_type);
    auto response = client_->send(request);
    // A kept connection that was closed meanwhile: all that is asked here may be asked again.
    if (!response && response.error().code == "http.client.lost") response = client_->send(request);
    if (!response && response.error().code == "http.client.interrupted") return stopping();
    if (!response) return std::move(response).error();
    if (response->status != kOk)
      return make_error(ErrorKind::Refused, "supervision.monitoring.status",
                        "status " + std::to_string(response->status));
    return response->body ? *response->body : base::Bytes();
  }

 private:
  std::unique_ptr<http::Client> client_;
  steady_clock::time_point end_;
};

}  // namespace

PublicSites::PublicSites(Limits limits) : limits_(limits), stop_(std::make_shared<Stop>()) {}
PublicSites::~PublicSites() = default;

Result<std::unique_ptr<PublicSites>> PublicSites::load(const std::filesystem::path& file, Limits limits) {
  if (file.empty()) return std::unique_ptr<PublicSites>(new PublicSites(limits));
  YX_TRY(const base::Bytes text, base::read_file(file, base::TomlReader::kMaxFileBytes));
  return parse(base::as_text(text), file.string(), limits);
}

Result<std::unique_ptr<PublicSites>> PublicSites::parse(std::string_view toml, const std::string& file,
                                                        Limits limits) {
  YX_TRY(const base::TomlReader reader, base::TomlReader::parse(toml, file));
  YX_TRY(const auto tables, reader.tables("provider"));
  std::unique_ptr<PublicSites> sites(new PublicSites(limits));
  for (const base::TomlReader& table : tables) {
    const auto provider = table.get<std::string>("provider");
    const auto address = table.get<std::string>("address");
    const auto host = table.get_or<std::string>("host", "");
    if (!provider || !address || !host) continue;  // finish() says all of it
    const auto parsed = http::parse_address(*address);
    if (!proof::is_note_name(*provider))
      static_cast<void>(table.fault("provider", "a credit code"));
    else if (!parsed || !http::is_in_digits(*parsed))
      static_cast<void>(table.fault("address", "http://host:port, the host in digits"));
    else if (!host->empty() && !http::parse_authority(*host, "http"))
      static_cast<void>(table.fault("host", "host[:port]"));
    else if (!sites->sites_.emplace(*provider, Site{*parsed, *host}).second)
      static_cast<void>(table.fault("provider", "is there twice"));
  }
  YX_CHECK(reader.finish());
  return sites;
}

Result<supervision::Fetch> PublicSites::reach(const std::string& provider) const {
  const auto site = sites_.find(provider);
  if (site == sites_.end())
    return make_error(ErrorKind::NotFound, "supervision.monitoring.address", provider);
  http::Client::Options options;
  options.timeout = limits_.answer;
  options.max_body = supervision::kMaxAnswerBytes;
  options.authority = site->second.host;
  options.interrupt = stop_->event;
  auto client = std::make_unique<http::Client>(site->second.address, std::move(options));
  auto fetch = std::make_shared<const RoundFetch>(std::move(client), steady_clock::now() + limits_.round);
  return supervision::Fetch(
      [fetch, stop = stop_](const supervision::Request& wanted) { return (*fetch)(wanted); });
}

void PublicSites::stop() {
  eventfd_write(stop_->event, 1);
}

}  // namespace yinxin::endpoints
