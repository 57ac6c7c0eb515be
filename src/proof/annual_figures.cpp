// The closed lists of REPORT.md: figures, equations.
#include <algorithm>
#include <array>

#include "proof/annual_report.hpp"

namespace yinxin::proof {
namespace {

constexpr std::string_view kPieces = "张";
constexpr std::string_view kTimes = "次";
constexpr std::string_view kMatters = "件";

constexpr std::array kFigures{
    AnnualFigure{"certificates.valid_at_begin", "年初有效证书存量", "certificates in stock at the beginning",
                 kPieces},
    AnnualFigure{"certificates.issued", "新签发证书", "certificates issued", kPieces},
    AnnualFigure{"certificates.renewed", "其中：更新", "of them renewals", kPieces},
    AnnualFigure{"certificates.rekeyed", "其中：密钥更新", "of them rekeys", kPieces},
    AnnualFigure{"certificates.changed", "其中：变更换发", "of them for changed data", kPieces},
    AnnualFigure{"certificates.revoked", "撤销证书", "certificates revoked", kPieces},
    AnnualFigure{"certificates.revoked_in_force", "其中：有效期内撤销", "of them before they expired",
                 kPieces},
    AnnualFigure{"certificates.expired", "到期证书", "certificates expired", kPieces},
    AnnualFigure{"certificates.suspended", "冻结", "suspensions", kTimes},
    AnnualFigure{"certificates.resumed", "解冻", "resumptions", kTimes},
    AnnualFigure{"certificates.valid_at_end", "年末有效证书存量", "certificates in stock at the end",
                 kPieces},
    AnnualFigure{"certificates.issued_by_profile", "各证书类别新签发", "issued, by profile", kPieces, true},
    AnnualFigure{"certificates.valid_by_profile", "各证书类别年末存量", "in stock at the end, by profile",
                 kPieces, true},
    AnnualFigure{"certificates.revoked_by_reason", "各撤销原因（RFC 5280 代码）",
                 "revoked, by reason (code of RFC 5280)", kPieces, true},
    AnnualFigure{"certificates.of_government", "政务部门持有的年末存量",
                 "in stock at the end with government bodies", kPieces, false,
                 "申请表和证书没有区分政务部门与其他单位的字段"},
    AnnualFigure{"applications.submitted", "提交申请", "applications submitted", kMatters},
    AnnualFigure{"applications.registered", "申请登记簿中当年的申请", "applications on the register",
                 kMatters},
    AnnualFigure{"applications.accepted", "受理申请", "applications accepted", kMatters},
    AnnualFigure{"applications.refused", "拒绝申请", "applications refused", kMatters},
    AnnualFigure{"applications.withdrawn", "撤回申请", "applications withdrawn", kMatters},
    AnnualFigure{"applications.closed", "逾期关闭申请", "applications closed for silence", kMatters},
    AnnualFigure{"applications.refused_by_reason", "各拒绝原因", "refused, by reason", kMatters, false,
                 "拒绝原因记在加密的办理记录里，没有可以按原因统计的明文"},
    AnnualFigure{"complaints.received", "收到投诉", "complaints received", kMatters},
    AnnualFigure{"complaints.registered", "投诉案件登记簿中当年的案件", "complaints on the register",
                 kMatters},
    AnnualFigure{"complaints.answered", "答复投诉", "complaints answered", kMatters},
    AnnualFigure{"complaints.closed", "办结投诉", "complaints closed", kMatters},
    AnnualFigure{"training.recorded", "登记培训", "trainings recorded", kTimes},
    AnnualFigure{"training.tested", "登记考核", "tests recorded", kTimes},
    AnnualFigure{"training.authorised", "上岗授权", "rights to a post given", kTimes},
    AnnualFigure{"training.pass_rate", "培训合格率", "share of those who passed", "%", false,
                 "应培训人数没有逐人登记，只登记了培训和考核次数"},
    AnnualFigure{"delegation.signed", "签订委托协议的受委托机构", "delegated bodies agreed with", "家"},
    AnnualFigure{"delegation.started", "启用或者恢复的受委托机构", "delegated bodies started", "家"},
    AnnualFigure{"delegation.suspended", "暂停的受委托机构", "delegated bodies suspended", "家"},
    AnnualFigure{"delegation.ended", "终止的受委托机构", "delegated bodies ended", "家"},
    AnnualFigure{"delegation.supervised", "监督受委托机构", "checks of delegated bodies", kTimes},
    AnnualFigure{"events.discovered", "发现事件", "events discovered", kMatters},
    AnnualFigure{"events.reported", "报告事件", "reports of events", kTimes},
    AnnualFigure{"staff.entered", "登记人员（含更新）", "entries of staff", kTimes},
    AnnualFigure{"staff.left", "离岗人员", "staff who left", "人"},
    AnnualFigure{"lists.issued", "签发证书撤销列表", "revocation lists issued", "份"},
    AnnualFigure{"lists.largest_gap", "完整列表最大发布间隔", "largest gap between full lists", "秒"},
    AnnualFigure{"ocsp.requests", "证书状态查询请求", "requests for status", kTimes, false,
                 "请求数只在服务器运行指标中，不作留存记录"},
    AnnualFigure{"ocsp.availability", "证书状态查询可用率", "availability of status service", "%", false,
                 "可用率由外部监测每 60 秒探测得出，本机构的记录中没有"},
};

std::uint64_t sum_of(const std::vector<AnnualReport::Figure>& figures, std::string_view id) {
  std::uint64_t sum = 0;
  for (const auto& figure : figures) {
    if (figure.id == id) sum += figure.value.value_or(0);
  }
  return sum;
}

/// Nothing: it has no value.
std::optional<std::uint64_t> term(const std::vector<AnnualReport::Figure>& figures, std::string_view id) {
  constexpr std::string_view kAllParts = ".*";
  if (id.size() > kAllParts.size() && id.substr(id.size() - kAllParts.size()) == kAllParts)
    return sum_of(figures, id.substr(0, id.size() - kAllParts.size()));
  const auto found =
      std::find_if(figures.begin(), figures.end(), [&](const auto& figure) { return figure.id == id; });
  return found == figures.end() ? std::nullopt : found->value;
}

std::optional<std::uint64_t> side(const std::vector<AnnualReport::Figure>& figures,
                                  const std::vector<std::string>& terms) {
  std::uint64_t sum = 0;
  for (const std::string& one : terms) {
    const auto value = term(figures, one);
    if (!value) return std::nullopt;
    sum += *value;
  }
  return sum;
}

}  // namespace

std::span<const AnnualFigure> annual_figures() {
  return kFigures;
}

const AnnualFigure* find_annual_figure(std::string_view id) {
  const auto* found =
      std::find_if(kFigures.begin(), kFigures.end(), [&](const AnnualFigure& one) { return one.id == id; });
  return found == kFigures.end() ? nullptr : found;
}

const std::vector<AnnualEquation>& annual_equations() {
  static const std::vector<AnnualEquation> kEquations{
      {"stock",
       "年初存量 + 新签发 = 年末存量 + 有效期内撤销 + 到期",
       "stock at the beginning and issued are stock at the end, revoked in force and expired",
       {"certificates.valid_at_begin", "certificates.issued"},
       {"certificates.valid_at_end", "certificates.revoked_in_force", "certificates.expired"}},
      {"issued_by_profile",
       "新签发 = 各证书类别新签发之和",
       "issued are those of all profiles",
       {"certificates.issued"},
       {"certificates.issued_by_profile.*"}},
      {"valid_by_profile",
       "年末存量 = 各证书类别存量之和",
       "stock at the end is that of all profiles",
       {"certificates.valid_at_end"},
       {"certificates.valid_by_profile.*"}},
      {"revoked_by_reason",
       "撤销 = 各撤销原因之和",
       "revoked are those for all reasons",
       {"certificates.revoked"},
       {"certificates.revoked_by_reason.*"}},
      {"applications",
       "提交申请 = 申请登记簿中当年的申请",
       "applications submitted are those on the register",
       {"applications.submitted"},
       {"applications.registered"}},
      {"complaints",
       "收到投诉 = 投诉案件登记簿中当年的案件",
       "complaints received are those on the register",
       {"complaints.received"},
       {"complaints.registered"}}};
  return kEquations;
}

std::vector<Balance> balance(const std::vector<AnnualReport::Figure>& figures) {
  std::vector<Balance> all;
  for (const AnnualEquation& equation : annual_equations())
    all.push_back({&equation, side(figures, equation.plus), side(figures, equation.minus)});
  return all;
}

}  // namespace yinxin::proof
