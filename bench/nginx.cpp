#include "nginx.hpp"

#include <fstream>
#include <thread>

#include "http/client.hpp"

namespace yinxin::bench {

namespace {

/// As one would set it up to be fast; connections are never closed for their number of requests.
std::string settings(const std::string& folder, std::uint16_t port, unsigned workers) {
  std::string text = "daemon off;\npid " + folder + "/pid;\nerror_log " + folder + "/error.log;\n";
  text += "worker_processes " + std::to_string(workers) + ";\nevents { worker_connections 1024; }\n";
  text += "http {\n  access_log off;\n  sendfile on;\n  tcp_nopush on;\n  keepalive_requests 1000000000;\n";
  text += "  open_file_cache max=16;\n  default_type application/ocsp-response;\n";
  for (const char* name : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
    text += "  " + std::string(name) + "_temp_path " + folder + "/" + name + ";\n";
  const std::string behind = "unix:" + folder + "/behind";
  text += "  upstream behind { server " + behind + "; keepalive 256; keepalive_requests 1000000000; }\n";
  text += "  server { listen 127.0.0.1:" + std::to_string(port) + "; root " + folder +
          ";\n    location /passed_on/ { proxy_pass http://behind/; proxy_http_version 1.1; proxy_set_header "
          "Connection \"\"; }\n"
          "  }\n";
  text += "  server { listen " + behind + "; root " + folder + "; }\n}\n";
  return text;
}

}  // namespace

Nginx::Nginx(const std::string& octets, unsigned workers) {
  const std::filesystem::path folder = folder_ / "";
  std::filesystem::permissions(folder, std::filesystem::perms(0755));  // as root, workers run as www-data
  std::ofstream(folder / "file", std::ios::binary) << octets;
  std::ofstream(folder / "settings") << settings(folder.parent_path().string(), port_, workers);
  child_ = std::make_unique<Child>(
      std::vector<std::string>{"/usr/sbin/nginx", "-e", (folder / "error.log").string(), "-c",
                               (folder / "settings").string()},
      folder / "error.log");
  constexpr int kTries = 200;
  constexpr std::chrono::milliseconds kPause{25};
  for (int i = 0; i < kTries; ++i) {
    http::Client client("127.0.0.1", port_);
    const auto answer = client.send(client.request(http::Method::Get, "/file"));
    if (answer && answer->status == 200) return;
    std::this_thread::sleep_for(kPause);
  }
  child_->terminate();
  throw std::runtime_error("nginx does not serve");
}

}  // namespace yinxin::bench
