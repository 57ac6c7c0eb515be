#include <algorithm>

#include "rules/coverage.hpp"

namespace yinxin::rules {
namespace {

class Explanation {
 public:
  Explanation(const Book& book, const std::string& article) : book_(book), article_(article) {}

  std::string text() {
    head();
    for (const StatutoryClock& clock : book_.clocks) {
      if (cited(clock.cites))
        add("期限 " + clock.id + " " + clock_text(clock) + later(clock.not_yet) + ours(clock.ours));
    }
    for (const Duty& duty : book_.duties) {
      if (cited(duty.cites)) add("义务 " + duty_text(duty) + later(duty.not_yet));
    }
    for (const Document& document : book_.documents) {
      if (cited(document.cites)) add("文书 《" + document.name.zh + "》" + later(document.not_yet));
    }
    for (const Route& route : book_.routes) {
      if (cited(route.cites)) add("受理机关 " + route.name.zh + "：" + receiver_zh(route.receiver));
    }
    for (const PenaltyItem& item : book_.items) {
      if (cited(item.breaks)) add("罚则 " + item.code + " " + item.name.zh);
    }
    for (const Scale& scale : book_.scales) {
      if (cited(scale.cites)) add("罚则幅度 " + scale.id + " " + scale.name.zh);
    }
    for (const Reading& reading : book_.readings) {
      if (cited(reading.cites))
        add("理解 " + reading.id + " " + reading.question.zh + "？" + reading.answer.zh);
    }
    for (const CodeList& list : book_.lists) {
      if (cited(list.cites)) add("代码表 " + list.name.zh);
    }
    return text_;
  }

 private:
  void head() {
    for (const Article& article : book_.articles) {
      if (std::to_string(article.number) != article_) continue;
      text_ += "第" + article_ + "条：" + article.summary.zh + "\n";
      add("由何保证 " + article.enforced_by);
      for (const std::string& operation : article.operations) add("操作 " + operation);
      for (const std::string& test : article.tests) add("测试 " + test);
      for (const Missing& missing : article.not_yet)
        add("待办 " + missing.what + "（第" + std::to_string(missing.slice) + "批）");
    }
  }

  bool cited(const std::vector<std::string>& cites) const {
    return std::find(cites.begin(), cites.end(), article_) != cites.end();
  }
  void add(const std::string& line) { text_ += "  " + line + "\n"; }
  static std::string later(std::int64_t slice) {
    return slice == 0 ? "" : "［待办，第" + std::to_string(slice) + "批］";
  }
  static std::string ours(bool reading) { return reading ? "［本系统的理解］" : ""; }

  static std::string receiver_zh(const std::string& receiver) {
    if (receiver == "national") return "国家密码管理局";
    if (receiver == "entrusted_province") return "受委托的省级密码管理部门";
    return receiver == "province_of_provider" ? "机构住所地省级密码管理部门"
                                              : "受委托机构住所地省级密码管理部门";
  }

  static std::string clock_text(const StatutoryClock& clock) {
    const std::pair<std::string_view, std::string_view> units[] = {{"working_days", "个工作日"},
                                                                   {"calendar_days", "日"},
                                                                   {"months", "个月"},
                                                                   {"years", "年"},
                                                                   {"hours", "小时"}};
    std::string length;
    for (const auto& [unit, zh] : units) {
      if (clock.unit == unit) length = std::to_string(clock.length) + std::string(zh);
    }
    if (clock.unit == "fixed") length = "每年 " + clock.day + " 前";
    if (clock.unit == "set") length = "按 " + clock.setting;
    if (clock.length == 0 && !length.empty() && clock.unit == "calendar_days") length = "当日";
    return clock.name.zh + "：" + clock.from.zh + (clock.backward ? "前 " : "，") + length + "；届满：" +
           clock.missed.zh;
  }

  static std::string duty_text(const Duty& duty) {
    const std::string who = duty.by == "provider"    ? "服务机构"
                            : duty.by == "regulator" ? "密码管理部门"
                                                     : "申请人";
    std::string text = duty.name.zh + "（" + who;
    if (!duty.clock.empty()) text += "，期限 " + duty.clock;
    if (!duty.penalty.empty()) text += "，罚则 " + duty.penalty;
    if (!duty.done_by_procedure.empty()) text += "，程序 " + duty.done_by_procedure;
    if (!duty.done_by_operation.empty()) text += "，操作 " + duty.done_by_operation;
    return text + "）";
  }

  const Book& book_;
  const std::string& article_;
  std::string text_;
};

}  // namespace

std::string explain(const Book& book, const std::string& article) {
  return Explanation(book, article).text();
}

}  // namespace yinxin::rules
