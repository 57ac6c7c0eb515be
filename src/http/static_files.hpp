// The files of a folder, read once at start and served from memory. No name from the wire ever reaches the
// file system: what was not there at start cannot be asked for.
#pragma once

#include <filesystem>
#include <map>

#include "http/router.hpp"

namespace yinxin::http {

inline constexpr std::size_t kMaxStaticFiles = 1000;              // ours; a built console has some sixty
inline constexpr std::size_t kMaxStaticBytes = 64 * 1024 * 1024;  // ours; they stay in memory

/// Of every answer with a file: nothing but our own scripts, styles, images and addresses; no frame, no form
/// elsewhere. `device_port` other than 0: one address more may be asked, http://127.0.0.1:<device_port>, the
/// device bridge of the machine that shows the page (console/DEVICES.md).
std::string content_policy(std::int64_t device_port = 0);

/// Whether a browser goes to a page: it accepts text/html by name.
bool asks_for_page(const Request& request);

class StaticFiles {
 public:
  /// `folder` with index.html in it; "x.gz" beside "x" is x compressed. Files "-<8 or more hexadecimal
  /// digits>." in their name never change. Errors: those of base::read_file; Refused `http.static_folder` (no
  /// index.html, a link or device, a kind of file that is not served, a name with other than letters, digits,
  /// ".", "_", "-", too much of it). `device_port`: of content_policy().
  static base::Result<StaticFiles> load(const std::filesystem::path& folder, std::int64_t device_port = 0);

  /// 200 with the file, compressed where the client takes it, or 304 when it has it. Nothing: there is no
  /// such file.
  std::optional<Response> file(const Request& request, std::string_view name) const;
  /// index.html for a browser that goes to a page (it accepts text/html). Nothing for anything else.
  std::optional<Response> page(const Request& request) const;
  /// Names, with slashes, in order; without the compressed ones.
  std::vector<std::string> names() const;

 private:
  struct Entry {
    std::string_view content_type;
    std::shared_ptr<const base::Bytes> plain;
    std::shared_ptr<const base::Bytes> gzip;  // may be null
    std::string tag;                          // an entity tag without its quotes
    bool for_ever = false;
  };
  base::Result<void> add(const std::string& name, base::Bytes content);
  Response answer(const Request& request, const Entry& entry) const;

  std::map<std::string, Entry, std::less<>> files_;
  std::string policy_;
};

/// GET "/" and every file under its own path; below each of `pages` ("public": /public and /public/…) the
/// index for browsers, 404 `http.no_route` for others. Throws std::invalid_argument as Router::add.
void add_static_routes(Router& router, const std::shared_ptr<const StaticFiles>& files,
                       const std::vector<std::string>& pages);

}  // namespace yinxin::http
