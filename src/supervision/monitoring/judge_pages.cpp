// Published pages and the ledger's heads (arts. 13, 16, 24).
#include <algorithm>

#include "proof/json_object.hpp"
#include "supervision/monitoring/judge.hpp"

namespace yinxin::supervision {
namespace {

constexpr std::string_view kValidStatus = "valid";  // of the page and of the register alike

std::string_view changed_code(PageKind kind) {
  switch (kind) {
    case PageKind::Cps:
      return "monitor.cps.changed";
    case PageKind::Cp:
      return "monitor.cp.changed";
    case PageKind::Licence:
      return "monitor.licence.changed";
  }
  return {};
}

/// What of the page was filed.
base::Bytes filed_part(base::ByteView answer, PageKind kind) {
  if (kind != PageKind::Licence) return base::to_bytes(answer);
  const auto page = proof::JsonObject::parse(base::as_text(answer), kMaxAnswerBytes);
  const auto note = page ? page->text("note") : base::Result<std::string>(page.error());
  return note ? base::to_bytes(*note) : base::to_bytes(answer);
}

std::string grown(const proof::TreeHead& from, const proof::TreeHead& to) {
  return std::to_string(from.size) + " → " + std::to_string(to.size);
}

}  // namespace

std::vector<Finding> judge_page(base::ByteView answer, const FiledPage& page) {
  Judge judge(page.target, answer);
  const crypto::Sm3Digest shown = crypto::sm3(filed_part(answer, page.kind));
  if (shown != page.sm3) {
    judge.find(changed_code(page.kind), "SM3 " + base::to_hex(shown) + " ≠ " + base::to_hex(page.sm3));
  }
  return judge.take();
}

std::vector<Finding> judge_licence(base::ByteView answer, const std::string& target,
                                   const std::vector<RegisterEntry>& entries) {
  const auto page = proof::JsonObject::parse(base::as_text(answer), kMaxAnswerBytes);
  if (!page || entries.empty()) return {};
  const auto shown = [&](std::string_view name) { return page->text(name).value_or(std::string()); };
  const auto same = std::find_if(entries.begin(), entries.end(), [&](const RegisterEntry& one) {
    return one.licence_number == shown("number");
  });
  const RegisterEntry& entry = same == entries.end() ? entries.back() : *same;
  std::string differs;
  const auto compare = [&](std::string_view what, const std::string& here, const std::string& there) {
    if (here == there) return;
    differs += (differs.empty() ? "" : "；") + std::string(what) + "“" + here + "” ≠ “" + there + "”";
  };
  compare("名称", shown("holder"), entry.organisation);
  compare("证书编号", shown("number"), entry.licence_number);
  compare("有效期自", shown("valid_from"), entry.valid_from);
  compare("有效期至", shown("valid_to"), entry.valid_to);
  const auto status = page->object("status");
  const auto word = status ? status->text("code") : base::Result<std::string>(status.error());
  const auto standing = [](const std::string& code) { return code == kValidStatus ? "有效" : "非有效"; };
  compare("状态", standing(word.value_or(std::string())), standing(entry.status));
  Judge judge(target, answer);
  if (!differs.empty()) judge.find("monitor.licence.register", differs);
  return judge.take();
}

std::vector<Finding> judge_head(base::ByteView answer, const FiledLedger& ledger, const Filing& filing,
                                base::Time now, const proof::NodeReader& nodes, std::string& seen) {
  Judge judge(ledger.checkpoint, answer);
  const auto head = proof::SignedTreeHead::parse(base::as_text(answer));
  if (!head) {
    judge.find("monitor.ledger.format", head.error().code);
    return judge.take();
  }
  if (head->head.origin != ledger.origin)
    judge.find("monitor.ledger.origin", head->head.origin);
  else if (!head->signed_by(ledger.key))
    judge.find("monitor.ledger.signature", head->head.origin);
  else {
    const bool old = head->head.time + filing.head_period + kClockTolerance < now;
    if (old) judge.find("monitor.ledger.late", base::format_beijing(head->head.time));
    const auto before = proof::SignedTreeHead::parse(seen);
    if (before) judge.also(crypto::sm3(base::as_bytes(seen)));
    if (!before) {
      seen = base::as_text(answer);
    } else if (head->head.size < before->head.size) {
      judge.find("monitor.ledger.shrunk", grown(before->head, head->head));
    } else {
      const auto path = proof::consistency_proof(nodes, before->head.size, head->head.size);
      if (!path) {
        judge.find("monitor.ledger.tile", path.error().code);
      } else if (!proof::verify_consistency(before->head.size, before->head.root, head->head.size,
                                            head->head.root, *path)) {
        judge.find("monitor.ledger.rewritten", grown(before->head, head->head));
      } else {
        seen = base::as_text(answer);
      }
    }
  }
  return judge.take();
}

}  // namespace yinxin::supervision
