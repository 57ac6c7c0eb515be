// A provider of its own for a benchmark: real programs, set up as ./run does it (bench/provider).
#pragma once

#include <memory>

#include "asker.hpp"
#include "child.hpp"
#include "store/connection.hpp"
#include "x509/certificate.hpp"

namespace yinxin::bench {

class House {
 public:
  /// Ceremony, officers, licence, rules; the server is not started. Takes some seconds. `address`: of another
  /// database than SQLite in the house's folder.
  explicit House(const std::string& address = {});
  ~House();

  /// Seconds from its start to "ready".
  double start_server();
  void stop_server();
  /// CPU seconds so far of yinxind and yinxin-signerd.
  double cpu_seconds() const;

  std::uint16_t port() const { return port_; }
  std::shared_ptr<http::Client> client() const;
  Asker officer(const std::string& id, std::shared_ptr<http::Client> client) const;
  /// Body of a GET that anybody may ask; throws when it is not 2xx.
  base::Bytes get(const std::string& target) const;
  x509::Certificate authority(const std::string& id) const;
  /// A gauge of /metrics.
  double metric(const std::string& name) const;
  /// Until every act is under a signed tree head and the status table has that many certificates.
  void wait_settled(std::size_t certificates) const;

  /// The house's database, as its server opens it.
  std::shared_ptr<store::Database> open_database() const;
  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::unique_ptr<Child> provider_;
  std::unique_ptr<Child> server_;
  std::filesystem::path folder_;
  std::string address_;
  std::vector<std::string> server_command_;
  pid_t signer_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace yinxin::bench
