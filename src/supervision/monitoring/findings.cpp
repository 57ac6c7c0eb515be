// The closed list of findings, in words.
#include <algorithm>
#include <array>
#include <stdexcept>

#include "supervision/monitoring/judge.hpp"
#include "x509/text.hpp"

namespace yinxin::supervision {
namespace {

constexpr std::array kFindings{
    FindingInfo{"monitor.stopped", "服务没有应答，各公开地址均无法访问",
                "the provider answers at none of its addresses", "18"},
    FindingInfo{"monitor.unreachable", "该地址无法访问", "this address does not answer", "18"},
    FindingInfo{"monitor.oversize", "应答超过可以接受的大小", "the answer is larger than is taken in", "18"},
    FindingInfo{"monitor.slow", "应答过慢，规定的时间内未能查完各公开地址",
                "too slow to be asked about everything", "18"},
    FindingInfo{"monitor.crl.format", "撤销列表格式不正确", "the revocation list is malformed", "18"},
    FindingInfo{"monitor.crl.signature", "撤销列表不是备案的签发机构所签",
                "the list is not signed by the filed authority", "22"},
    FindingInfo{"monitor.crl.stale", "撤销列表已过下期时间而没有更新", "the list is past its next update",
                "18"},
    FindingInfo{"monitor.crl.late", "撤销列表的更新慢于业务规则公布的周期",
                "lists come more slowly than the published rules say", "17"},
    FindingInfo{"monitor.crl.future", "撤销列表的签发时间在将来", "the list is dated in the future", "18"},
    FindingInfo{"monitor.crl.back", "撤销列表的序号倒退", "the list's number went back", "18"},
    FindingInfo{"monitor.ocsp.format", "在线状态应答格式不正确", "the OCSP answer is malformed", "18"},
    FindingInfo{"monitor.ocsp.error", "在线状态查询返回错误", "OCSP answers with an error", "18"},
    FindingInfo{"monitor.ocsp.signature", "在线状态应答不是备案的签发机构授权的密钥所签",
                "the OCSP answer is not signed under the filed authority", "22"},
    FindingInfo{"monitor.ocsp.other", "在线状态应答的不是所查的证书",
                "the OCSP answer is about something else", "18"},
    FindingInfo{"monitor.ocsp.stale", "在线状态应答已经过期", "the OCSP answer is out of date", "18"},
    FindingInfo{"monitor.ocsp.late", "在线状态应答旧于业务规则公布的时限",
                "the OCSP answer is older than the published rules allow", "17"},
    FindingInfo{"monitor.ocsp.good_but_listed", "撤销列表已列入的证书，在线状态仍答“有效”",
                "OCSP says good of a certificate that is on the revocation list", "20"},
    FindingInfo{"monitor.cps.changed", "公布的电子政务电子认证业务规则与备案的不一致",
                "the published CPS is not what was filed", "16"},
    FindingInfo{"monitor.cp.changed", "公布的证书策略与备案的不一致",
                "the published CP is not what was filed", "16"},
    FindingInfo{"monitor.licence.changed", "公布的资质证书内容与颁发的不一致",
                "the licence shown is not what was issued", "13"},
    FindingInfo{"monitor.licence.register", "公示的资质内容与机构名录不一致",
                "the licence shown is not what the register has", "13"},
    FindingInfo{"monitor.ledger.format", "存证台账的树头格式不正确", "the ledger's tree head is malformed",
                "24"},
    FindingInfo{"monitor.ledger.signature", "存证台账的树头不是备案的密钥所签",
                "the tree head is not signed with the filed key", "24"},
    FindingInfo{"monitor.ledger.origin", "树头属于另一台账", "the tree head is of another ledger", "24"},
    FindingInfo{"monitor.ledger.shrunk", "存证台账的记录少于先前见到的",
                "the ledger has fewer entries than before", "24"},
    FindingInfo{"monitor.ledger.rewritten", "存证台账先前的记录被改写（一致性证明不成立）",
                "entries of the ledger were rewritten (the consistency proof fails)", "24"},
    FindingInfo{"monitor.ledger.tile", "存证台账的哈希分块缺失或不正确",
                "a tile of the ledger is missing or malformed", "24"},
    FindingInfo{"monitor.ledger.late", "存证台账的树头过旧", "the tree head is too old", "24"},
    FindingInfo{"witness.refused", "监管机关拒绝为树头加签：没有证明台账自上次见证以来只增不改",
                "the witness refused a tree head: not proved to have grown from the last", "24"},
};

}  // namespace

const FindingInfo& finding_info(std::string_view code) {
  const auto* found = std::find_if(kFindings.begin(), kFindings.end(),
                                   [&](const FindingInfo& info) { return info.code == code; });
  if (found == kFindings.end()) throw std::logic_error("no such finding: " + std::string(code));
  return *found;
}

std::string finding_text(const Finding& finding) {
  const FindingInfo& info = finding_info(finding.code);
  std::string text(info.zh);
  if (!finding.detail.empty()) text += "：" + finding.detail;
  return text + "（依据第 " + std::string(info.article) + " 条）";
}

std::string shortened(std::string_view text) {
  std::size_t at = 0;
  for (std::size_t count = 0; at < text.size(); ++count) {
    std::size_t next = at;
    if (count == kMaxDetail || !x509::next_code_point(text, next))
      return std::string(text.substr(0, at)) + "…";
    at = next;
  }
  return std::string(text);
}

}  // namespace yinxin::supervision
