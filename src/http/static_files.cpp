#include "http/static_files.hpp"

#include <algorithm>
#include <set>

#include "base/files.hpp"
#include "crypto/sm3.hpp"

namespace yinxin::http {
namespace {

namespace fs = std::filesystem;
using base::ErrorKind;
using base::make_error;

constexpr std::string_view kIndex = "index.html";
constexpr std::string_view kPacked = ".gz";
constexpr std::size_t kTagDigits = 32;  // half of the SM3: enough to tell versions of one file apart
constexpr std::size_t kMinHash = 8;

base::Error unfit(const std::string& why) {
  return make_error(ErrorKind::Refused, "http.static_folder", why);
}

/// Empty: a kind of file that is not served.
std::string_view content_type_of(std::string_view name) {
  static constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".json", "application/json"},
      {".png", "image/png"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"},
  };
  for (const auto& [ending, type] : kTypes) {
    if (name.ends_with(ending)) return type;
  }
  return {};
}

bool is_name(std::string_view name) {
  const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-' || c == '/';
  });
  return plain && !name.starts_with('.') && name.find("/.") == std::string_view::npos;
}

/// "index-2fecb1ac.js": what has its own hash in its name is another file when it changes.
bool names_its_hash(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  const std::size_t dash = name.rfind('-', dot);
  if (dot == std::string_view::npos || dash == std::string_view::npos || dot - dash <= kMinHash) return false;
  return name.substr(dash + 1, dot - dash - 1).find_first_not_of("0123456789abcdef") ==
         std::string_view::npos;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

/// Calls `found` with each member of a comma-separated field until it says true.
template <class Found>
bool any_member(std::string_view field, Found found) {
  while (!field.empty()) {
    const std::size_t comma = field.find(',');
    if (found(trimmed(field.substr(0, comma)))) return true;
    field.remove_prefix(comma == std::string_view::npos ? field.size() : comma + 1);
  }
  return false;
}

/// RFC 9110 12.5.3: gzip is named, and not with a weight of nothing.
bool takes_gzip(const Request& request) {
  const auto field = request.headers.combined("Accept-Encoding");
  return field && any_member(*field, [](std::string_view member) {
           const std::size_t semicolon = member.find(';');
           if (!equal_ignoring_case(trimmed(member.substr(0, semicolon)), "gzip")) return false;
           if (semicolon == std::string_view::npos) return true;
           const std::string_view weight = trimmed(member.substr(semicolon + 1));
           const bool nothing =
               weight.size() >= 3 && weight.find_first_not_of("0.", 2) == std::string_view::npos;
           return !((weight.starts_with("q=") || weight.starts_with("Q=")) && nothing);
         });
}

/// RFC 9110 13.1.2: weak comparison.
bool has_it(const Request& request, std::string_view tag) {
  const auto field = request.headers.combined("If-None-Match");
  return field && any_member(*field, [tag](std::string_view member) {
           if (member.starts_with("W/")) member.remove_prefix(2);
           return member == "*" || member == tag;
         });
}

void add_security(Response& response, std::string_view policy) {
  response.headers.add("Content-Security-Policy", policy);
  response.headers.add("Referrer-Policy", "no-referrer");
  response.headers.add("Cross-Origin-Opener-Policy", "same-origin");
  response.headers.add("Cross-Origin-Resource-Policy", "same-origin");
  response.headers.add("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
  response.headers.add("X-Frame-Options", "DENY");  // for browsers that do not read frame-ancestors
}

/// Paths of the regular files of `folder`, relative, with slashes.
base::Result<std::vector<std::string>> files_of(const fs::path& folder) {
  std::error_code failed;
  std::vector<std::string> names;
  fs::recursive_directory_iterator at(folder, failed);
  for (; !failed && at != fs::recursive_directory_iterator(); at.increment(failed)) {
    const fs::file_status status = at->symlink_status(failed);
    if (failed) break;
    const std::string name = at->path().lexically_relative(folder).generic_string();
    if (fs::is_directory(status)) continue;
    if (!fs::is_regular_file(status)) return unfit(name + " is neither a file nor a folder");
    if (!is_name(name)) return unfit("the name " + name);
    names.push_back(name);
    if (names.size() > 2 * kMaxStaticFiles) return unfit("too many files");
  }
  if (failed) return base::file_error(failed.value(), "listing", folder);
  std::sort(names.begin(), names.end());  // "x" before "x.gz"
  return names;
}

}  // namespace

std::string content_policy(std::int64_t device_port) {
  const std::string bridge = device_port == 0 ? "" : " http://127.0.0.1:" + std::to_string(device_port);
  return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; "
         "connect-src 'self'" +
         bridge + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
}

base::Result<StaticFiles> StaticFiles::load(const fs::path& folder, std::int64_t device_port) {
  StaticFiles files;
  files.policy_ = content_policy(device_port);
  YX_TRY(const std::vector<std::string> names, files_of(folder));
  std::size_t left = kMaxStaticBytes;
  for (const std::string& name : names) {
    YX_TRY(base::Bytes content, base::read_file(folder / name, left));
    left -= content.size();
    YX_CHECK(files.add(name, std::move(content)));
  }
  if (!files.files_.contains(kIndex)) return unfit("no index.html in " + folder.string());
  return files;
}

base::Result<void> StaticFiles::add(const std::string& name, base::Bytes content) {
  const auto shared = std::make_shared<const base::Bytes>(std::move(content));
  if (name.ends_with(kPacked)) {
    const auto plain = files_.find(name.substr(0, name.size() - kPacked.size()));
    if (plain == files_.end()) return unfit(name + " stands alone");
    plain->second.gzip = shared;
    return {};
  }
  const std::string_view type = content_type_of(name);
  if (type.empty()) return unfit("the kind of " + name);
  if (files_.size() == kMaxStaticFiles) return unfit("too many files");
  files_.emplace(name, Entry{type, shared, nullptr, base::to_hex(crypto::sm3(*shared)).substr(0, kTagDigits),
                             names_its_hash(name)});
  return {};
}

Response StaticFiles::answer(const Request& request, const Entry& entry) const {
  const bool packed = entry.gzip != nullptr && takes_gzip(request);
  const std::string tag = "\"" + entry.tag + (packed ? "-gzip\"" : "\"");
  Response response;
  response.status = has_it(request, tag) ? 304 : 200;
  response.headers.add("ETag", tag);
  response.headers.add("Cache-Control", entry.for_ever ? "public, max-age=31536000, immutable" : "no-cache");
  if (entry.gzip) response.headers.add("Vary", "Accept-Encoding");
  add_security(response, policy_);
  if (response.status == 304) return response;
  response.headers.add("Content-Type", entry.content_type);
  if (packed) response.headers.add("Content-Encoding", "gzip");
  response.body = packed ? entry.gzip : entry.plain;
  return response;
}

std::optional<Response> StaticFiles::file(const Request& request, std::string_view name) const {
  const auto found = files_.find(name);
  if (found == files_.end()) return std::nullopt;
  return answer(request, found->second);
}

bool asks_for_page(const Request& request) {
  const std::string accept = request.headers.combined("Accept").value_or("");
  return any_member(accept, [](std::string_view member) {
    return equal_ignoring_case(trimmed(member.substr(0, member.find(';'))), "text/html");
  });
}

std::optional<Response> StaticFiles::page(const Request& request) const {
  if (!asks_for_page(request)) return std::nullopt;
  return file(request, kIndex);
}

std::vector<std::string> StaticFiles::names() const {
  std::vector<std::string> names;
  for (const auto& entry : files_) names.push_back(entry.first);
  return names;
}

namespace {

using Answer = std::function<std::optional<Response>(const Request&)>;

void add_route(Router& router, const std::string& path, Answer answer) {
  Route route;
  route.name = "static " + path;
  route.path = path;
  route.runs = Runs::Immediately;
  route.handler = [answer = std::move(answer)](const Request& request, Responder responder) {
    auto response = answer(request);
    if (!response) return responder.fail(make_error(ErrorKind::NotFound, "http.no_route"));
    responder.answer(std::move(*response));
  };
  router.add(std::move(route));
}

}  // namespace

void add_static_routes(Router& router, const std::shared_ptr<const StaticFiles>& files,
                       const std::vector<std::string>& pages) {
  add_route(router, "/", [files](const Request& request) { return files->file(request, kIndex); });
  std::set<std::string> folders;
  for (const std::string& name : files->names()) {
    const std::size_t slash = name.find('/');
    if (slash != std::string::npos)
      folders.insert(name.substr(0, slash));
    else if (name != kIndex)
      add_route(router, "/" + name,
                [files, name](const Request& request) { return files->file(request, name); });
  }
  for (const std::string& folder : folders) {
    add_route(router, "/" + folder + "/{file...}", [files, folder](const Request& request) {
      return files->file(request, folder + "/" + request.path_parameter("file"));
    });
  }
  const auto page = [files](const Request& request) { return files->page(request); };
  for (const std::string& name : pages) {
    add_route(router, "/" + name, page);
    add_route(router, "/" + name + "/{page...}", page);
  }
}

}  // namespace yinxin::http
