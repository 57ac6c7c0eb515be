// Published pages and the ledger's heads (arts. 13, 16, 24).
#include "proof/json_object.hpp"
#include "supervision/monitoring/judge.hpp"

namespace yinxin::supervision {
namespace {

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
