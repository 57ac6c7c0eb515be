// Values of the papers of inspections, orders to correct and penalty cases. Amounts are told from fen; the
// reasons of a decision are the officer's own.
#include "supervision/paper_values.hpp"

namespace yinxin::supervision {

namespace {

using Lines = std::vector<std::string>;

constexpr std::int64_t kFenOfYuan = 100;

constexpr std::string_view kHearingRight =
    "拟作出的行政处罚属于听证范围。你单位有权要求举行听证，可以自收到本告知书之日起5个工作日内向本机关提出；"
    "逾期"
    "不提出的，视为放弃听证。";
constexpr std::string_view kNoHearing = "拟作出的行政处罚不属于听证范围。";
constexpr std::string_view kPay =
    "自收到本决定书之日起15日内到指定银行缴纳；逾期不缴纳罚款的，每日按罚款数额的百分之三加处罚款，加处罚款的"
    "数额"
    "不超出罚款的数额。";
constexpr std::string_view kNothingToPay = "本决定自送达之日起生效，由本机关执行。";
constexpr std::string_view kWaived = "你单位放弃陈述、申辩和要求听证的权利。";
constexpr std::string_view kSilent = "你单位在规定期限内未提出陈述、申辩，也未要求举行听证。";
constexpr std::string_view kDefended = "你单位提出了陈述、申辩。";
constexpr std::string_view kHeard = "本机关依法举行了听证。";

/// What an order to correct rests on and threatens with, by procedure or scale.
struct OrderWords {
  std::string_view of;
  std::string_view basis;
  std::string_view consequence;
};
constexpr OrderWords kOrders[] = {
    {"L39", "《电子政务电子认证服务管理办法》第三十九条",
     "逾期未改正或者改正后仍不符合要求的，本机关将依据《电子政务电子认证服务管理办法》第三十九条的规定处以罚"
     "款。"},
    {"TL63", "《商用密码管理条例》第六十三条",
     "拒不改正或者有其他严重情节的，本机关将依据《商用密码管理条例》第六十三条的规定处以罚款。"},
    {"inspection", "《电子政务电子认证服务管理办法》第三十一条、第三十九条",
     "逾期未改正或者改正后仍不符合要求的，本机关将依法立案查处。"},
    {"focused_supervision", "《电子政务电子认证服务管理办法》第三十三条、第三十四条",
     "逾期未改正或者改正后仍不符合要求的，本机关将依法处理，并延长重点监督检查的期限。"},
    {"licence_change", "《电子政务电子认证服务管理办法》第十四条、第三十四条",
     "逾期未改正或者改正后仍不符合要求的，将依据《中华人民共和国行政许可法》第六十九条的规定处理。"}};

/// "120000.00": fen as yuan.
std::string yuan(std::int64_t fen) {
  const std::string rest = std::to_string(fen % kFenOfYuan);
  return std::to_string(fen / kFenOfYuan) + "." + (rest.size() < 2 ? "0" : "") + rest;
}

/// As the papers print days: "2026年6月30日".
std::string day_on_paper(base::Date day) {
  return std::to_string(static_cast<int>(day.year())) + "年" +
         std::to_string(static_cast<unsigned>(day.month())) + "月" +
         std::to_string(static_cast<unsigned>(day.day())) + "日";
}

std::string joined_lines(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + line;
  return text;
}

/// "1. …", where there are several.
std::string numbered(Lines lines) {
  if (lines.size() > 1) {
    for (std::size_t at = 0; at < lines.size(); ++at) lines[at] = std::to_string(at + 1) + ". " + lines[at];
  }
  return joined_lines(lines);
}

std::string act_text(const procedure::Item& item, std::string_view id) {
  const auto found = item.values.find(id);
  const auto* text = found == item.values.end() ? nullptr : std::get_if<std::string>(&found->second);
  return text == nullptr ? std::string() : *text;
}

/// Each act with the item of the law that it comes under.
std::string acts_of(const Collector& known) {
  Lines lines;
  for (const auto& [id, item] : known.view().found.played.items) {
    const std::string facts = act_text(item, "facts");
    if (item.kind == "act" && !facts.empty())
      lines.push_back(known.label("penalty_item", act_text(item, "penalty_item")) + "：" + facts);
  }
  return joined_lines(lines);
}

/// Findings that are not good, serious or not.
std::string findings_of(const Collector& known) {
  const auto* rows = known.value<procedure::Rows>("findings");
  Lines lines;
  for (std::size_t at = 0; rows != nullptr && at < rows->size(); ++at) {
    const auto& row = (*rows)[at];
    const auto flagged = [&](std::string_view id) {
      const auto found = row.find(id);
      const auto* number = found == row.end() ? nullptr : std::get_if<std::int64_t>(&found->second);
      return number != nullptr && *number > 0;
    };
    const auto words = [&](std::string_view id) {
      const auto found = row.find(id);
      const auto* text = found == row.end() ? nullptr : std::get_if<std::string>(&found->second);
      return text == nullptr ? std::string() : *text;
    };
    if (flagged("serious") || flagged("ordinary"))
      lines.push_back(words("matter") + "：" + words("situation"));
  }
  return joined_lines(lines);
}

std::int64_t amount(const Collector& known, std::string_view id) {
  const auto* fen = known.value<std::int64_t>(id);
  return fen == nullptr ? 0 : *fen;
}

std::string defence_text(const Collector& known) {
  Lines lines;
  if (known.has_happened("state_defence")) lines.emplace_back(kDefended);
  if (known.has_happened("hold_hearing")) lines.emplace_back(kHeard);
  if (lines.empty()) lines.emplace_back(known.has_happened("waive") ? kWaived : kSilent);
  if (const std::string opinion = known.text_of("reconsidered"); !opinion.empty())
    lines.push_back("复核意见：" + opinion);
  return joined_lines(lines);
}

void add_penalty(Collector& known) {
  if (!known.is_of("penalty")) return;
  known.text("facts", acts_of(known));
  known.text("penalty", penalty_text(known.view().found.played.values));
  known.text("hearing", std::string(known.is_set("hearing_right") ? kHearingRight : kNoHearing));
  known.text("defence", defence_text(known));
  const bool pays = amount(known, "fine_fen") > 0 || known.is_set("confiscates_gain");
  known.text("performance", std::string(pays ? kPay : kNothingToPay));
}

void add_order(Collector& known) {
  if (!known.is_of("penalty")) {
    const std::string findings = findings_of(known);
    const auto reason = known.step().inputs.find("reason");
    const auto* text =
        reason == known.step().inputs.end() ? nullptr : std::get_if<std::string>(&reason->second);
    known.text("facts", !findings.empty() ? findings : text == nullptr ? std::string() : *text);
  }
  known.entered("to_correct", "to_correct");
  known.entered("rectify_by", "rectify_by");
  const std::string of = known.is_of("penalty") ? known.text_of("scale") : known.view().found.procedure;
  for (const OrderWords& words : kOrders) {
    if (words.of != of) continue;
    known.text("basis", std::string(words.basis));
    known.text("consequence", std::string(words.consequence));
  }
}

void add_inspection(Collector& known) {
  known.entered("basis", "basis");
  known.entered("scope", "scope");
  if (const std::string kind = known.text_of("kind"); !kind.empty())
    known.text("inspection_kind", known.label("kind", kind));
  const auto* methods = known.value<std::vector<std::string>>("methods");
  std::string words;
  for (std::size_t at = 0; methods != nullptr && at < methods->size(); ++at)
    words += (words.empty() ? "" : "、") + known.label("methods", (*methods)[at]);
  known.text("methods", std::move(words));
}

}  // namespace

/// The order that articles 37 and 38 begin with, then what was drafted, in the order of 行政处罚法 9.
std::string penalty_text(const procedure::Values& values) {
  Lines lines;
  const auto entered = [&values]<class T>(std::string_view id, const T& otherwise) {
    const auto found = values.find(id);
    const auto* value = found == values.end() ? nullptr : std::get_if<T>(&found->second);
    return value == nullptr ? otherwise : *value;
  };
  const auto is_set = [&](std::string_view id) { return entered(id, false); };
  const std::string scale = entered("scale", std::string());
  if (scale == "L37" || scale == "L38") lines.emplace_back("责令改正或者停止违法行为。");
  const std::int64_t fine = entered("fine_fen", std::int64_t{0});
  if (is_set("warns")) lines.emplace_back("警告。");
  if (fine > 0) lines.push_back("罚款人民币" + yuan(fine) + "元。");
  if (is_set("confiscates_gain"))
    lines.push_back("没收违法所得人民币" + yuan(entered("gain_fen", std::int64_t{0})) + "元。");
  if (is_set("confiscates_products")) lines.emplace_back("没收违法产品。");
  if (is_set("suspends")) {
    const auto until = entered("suspended_to", base::Date{});
    lines.push_back(until == base::Date{} ? "责令停业整顿。" : "责令停业整顿至" + day_on_paper(until) + "。");
  }
  if (is_set("revokes")) lines.emplace_back("吊销电子政务电子认证服务机构资质。");
  return numbered(std::move(lines));
}

void add_supervision_values(Collector& known, const documents::Template& form) {
  add_penalty(known);
  if (form.catalogue == "rectification_order") add_order(known);
  if (form.catalogue == "inspection_notice") add_inspection(known);
}

}  // namespace yinxin::supervision
