// Where providers' public sites are reached for probes: addresses from a file of the operator, so that no
// officer can have the server call elsewhere. Nothing of theirs can hold up the program: an answer has a size
// and a time, a round has a time, and all of it ends when the program does.
#pragma once

#include <filesystem>
#include <map>

#include "http/client.hpp"
#include "supervision/monitoring/service.hpp"

namespace yinxin::endpoints {

class PublicSites {
 public:
  struct Limits {
    std::chrono::milliseconds answer{10'000};  ///< for one answer, connecting included
    std::chrono::milliseconds round{300'000};  ///< from reach() on: what is asked later is kRoundOver
  };

  /// TOML: [[provider]] with `provider` (as filings name it), `address` (http://host:port, the host in
  /// digits: a lookup could hang) and, where the site asks for one, `host` (the Host field). An empty path:
  /// no providers. Errors: those of base::TomlReader.
  static base::Result<std::unique_ptr<PublicSites>> load(const std::filesystem::path& file, Limits limits);
  static base::Result<std::unique_ptr<PublicSites>> parse(std::string_view toml, const std::string& file,
                                                          Limits limits);
  ~PublicSites();
  PublicSites(const PublicSites&) = delete;
  PublicSites& operator=(const PublicSites&) = delete;

  /// For one round, on one thread; may outlive this. Errors of what it gives: those of supervision::Fetch;
  /// otherwise those of http::Client. Errors: NotFound `supervision.monitoring.address`.
  base::Result<supervision::Fetch> reach(const std::string& provider) const;
  /// From any thread: what is under way ends, and everything from now on is kStopping.
  void stop();

 private:
  struct Site {
    http::Address address;
    std::string host;
  };
  struct Stop;
  explicit PublicSites(Limits limits);

  const Limits limits_;
  const std::shared_ptr<Stop> stop_;
  std::map<std::string, Site> sites_;
};

}  // namespace yinxin::endpoints
