// nginx (Debian package nginx) serving one static file: what an HTTP answer costs at best; and passing the
// request for it on to a server of its own behind a Unix socket: what it costs where a second process has to
// be asked.
#pragma once

#include <memory>

#include "child.hpp"
#include "folder.hpp"

namespace yinxin::bench {

class Nginx {
 public:
  /// Serves `octets` at /file, and at /passed_on/file by way of a Unix socket whose connections are kept,
  /// with that many workers, without an access log.
  Nginx(const std::string& octets, unsigned workers);
  ~Nginx() { child_->terminate(); }
  Nginx(const Nginx&) = delete;
  Nginx& operator=(const Nginx&) = delete;

  std::uint16_t port() const { return port_; }
  double cpu_seconds() const { return process_cpu_seconds(child_->pid()); }

 private:
  Folder folder_{"/var/tmp/yinxin-nginx"};
  std::uint16_t port_ = free_port();
  std::unique_ptr<Child> child_;
};

}  // namespace yinxin::bench
