#include "monitor_command.hpp"

#include <filesystem>
#include <sstream>
#include <thread>

#include "base/files.hpp"
#include "crypto/random.hpp"
#include "files.hpp"
#include "remote.hpp"
#include "supervision/monitoring/service.hpp"

namespace yinxin::command_line {

using base::ErrorKind;
using base::make_error;
using base::Result;
using supervision::Filing;
using supervision::Finding;
using supervision::Round;
using supervision::Seen;

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNonceBytes = 16;
constexpr std::size_t kMaxSeen = 64 * 1024;

/// What earlier rounds saw: the newest head, and a line "number address" for each list.
Result<Seen> read_seen(const fs::path& folder) {
  Seen seen;
  const auto read = [&](const char* name) -> Result<std::string> {
    const auto octets = base::read_file(folder / name, kMaxSeen);
    if (!octets && octets.error().kind == ErrorKind::NotFound) return std::string();
    if (!octets) return octets.error();
    return std::string(base::as_text(*octets));
  };
  YX_TRY(seen.head, read("head"));
  YX_TRY(const std::string lines, read("numbers"));
  std::istringstream in(lines);
  std::int64_t number = 0;
  for (std::string target; in >> number >> target;) seen.numbers[target] = number;
  return seen;
}

Result<void> write_seen(const fs::path& folder, const Seen& seen) {
  std::string lines;
  for (const auto& [target, number] : seen.numbers) lines += std::to_string(number) + " " + target + "\n";
  YX_CHECK(write_public((folder / "numbers").string(), base::as_bytes(lines)));
  return write_public((folder / "head").string(), base::as_bytes(seen.head));
}

/// The octets that show the findings, each under its SM3.
Result<void> keep_evidence(const fs::path& folder, const Round& round) {
  for (const Finding& finding : round.findings) {
    for (const crypto::Sm3Digest& sm3 : finding.evidence) {
      for (const supervision::RawAnswer& answer : round.answers) {
        if (answer.sm3 != sm3) continue;
        YX_CHECK(write_public((folder / base::to_hex(sm3)).string(), answer.octets));
      }
    }
  }
  return {};
}

Result<supervision::Fetch> fetch_from(const std::string& url) {
  YX_TRY(auto made, client_for(url));
  const std::shared_ptr<http::Client> client = std::move(made);
  return supervision::Fetch([client](const supervision::Request& wanted) -> Result<base::Bytes> {
    const auto method = wanted.content_type.empty() ? http::Method::Get : http::Method::Post;
    if (!http::parse_target(wanted.target))
      return make_error(ErrorKind::Malformed, "yinxin.server", wanted.target);
    http::Request request = client->request(method, wanted.target, wanted.body);
    if (!wanted.content_type.empty()) request.headers.set("Content-Type", wanted.content_type);
    YX_TRY(const http::Response response, client->send(request));
    if (response.status != 200)
      return make_error(ErrorKind::Refused, "yinxin.answer", "status " + std::to_string(response.status));
    return response.body ? *response.body : base::Bytes();
  });
}

void show(const Filing& filing, const std::string& url, const Round& round, std::ostream& out) {
  out << "网络监测 " << filing.name << "（" << filing.provider << "） " << url << " "
      << base::format_beijing(round.at) << "\n";
  for (const Finding& finding : round.findings) {
    const supervision::FindingInfo& info = supervision::finding_info(finding.code);
    out << "[预警] " << (finding.target.empty() ? "" : finding.target + "：")
        << supervision::finding_text(finding) << "\n       " << finding.code << ": " << info.en << " (art. "
        << info.article << ")\n";
    for (const crypto::Sm3Digest& sm3 : finding.evidence)
      out << "       证据 SM3 " << base::to_hex(sm3) << "\n";
  }
  if (round.findings.empty())
    out << "未发现问题，核对了 " << round.answers.size() << " 个应答\n";
  else
    out << "发现 " << round.findings.size() << " 项，须由人工核实\n";
}

}  // namespace

Result<void> monitor_probe(const MonitorProbeOptions& options, std::ostream& out) {
  YX_TRY(const base::Bytes text, read_input(options.filing));
  YX_TRY(const Filing filing, Filing::parse(base::as_text(text), folder_of(options.filing)));
  YX_TRY(const supervision::Fetch fetch, fetch_from(options.provider));
  Seen seen;
  if (!options.keep.empty()) {
    std::error_code error;
    fs::create_directories(options.keep, error);
    if (error) return base::file_error(error.value(), "making", options.keep);
    YX_TRY(seen, read_seen(options.keep));
  }
  while (true) {
    // A provider that does not answer is a finding, not an error.
    const base::Time now = clock_of_server(options.provider).value_or(ServerClock()).now();
    const Round round = supervision::probe(filing, seen, fetch, now, crypto::random_bytes(kNonceBytes));
    seen = round.seen;
    show(filing, options.provider, round, out);
    out.flush();
    if (!options.keep.empty()) {
      YX_CHECK(keep_evidence(options.keep, round));
      YX_CHECK(write_seen(options.keep, seen));
    }
    if (options.once && round.findings.empty()) return {};
    if (options.once)
      return make_error(ErrorKind::Refused, "yinxin.monitor.findings", std::to_string(round.findings.size()));
    std::this_thread::sleep_for(std::chrono::minutes(options.every));
  }
}

}  // namespace yinxin::command_line
