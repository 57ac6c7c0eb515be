#include "evidence_command.hpp"

#include <thread>

#include "files.hpp"
#include "http/json_writer.hpp"
#include "steps.hpp"

namespace yinxin::command_line {

using base::Result;

namespace {
constexpr std::chrono::milliseconds kHeadPatience{10'000};
constexpr std::chrono::milliseconds kRetry{250};
}  // namespace

Result<void> evidence(const EvidenceOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  http::JsonWriter json;
  json.object([&] {
    json.text("requester", options.requester).text("scope", options.scope);
    if (!options.claim.empty()) json.text("claim", options.claim);
  });
  const std::string target = certificate_path(options.serial) + "/evidence";
  auto archive = remote.post(target, json.text());
  for (auto left = kHeadPatience;
       !archive && archive.error().code == "ledger.record.not_covered" && left.count() > 0; left -= kRetry) {
    std::this_thread::sleep_for(kRetry);
    archive = remote.post(target, json.text());
  }
  if (!archive) return std::move(archive).error();
  YX_CHECK(write_secret(options.out, *archive));
  out << "已生成证明包 " << options.out << "，" << archive->size() << " 字节，SM3 "
      << base::to_hex(crypto::sm3(*archive)) << "\n";
  return {};
}

Result<void> evidence_look(const EvidenceLookOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  http::JsonWriter json;
  json.object([&] { json.text("reason", options.reason); });
  YX_TRY(const base::Bytes archive, remote.post("/evidence/" + options.sm3 + "/looks", json.text()));
  YX_CHECK(write_secret(options.out, archive));
  out << "已取出证明包 " << options.out << "，" << archive.size() << " 字节\n";
  return {};
}

}  // namespace yinxin::command_line
