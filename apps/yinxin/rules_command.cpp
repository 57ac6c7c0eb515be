#include "rules_command.hpp"

#include <algorithm>

#include "base/work_calendar.hpp"
#include "http/json_writer.hpp"
#include "officers/types.hpp"
#include "procedure/procedure.hpp"
#include "proof/act_code.hpp"
#include "registration/service.hpp"
#include "rules_folder.hpp"
#include "x509/profile/profile.hpp"

namespace yinxin::command_line {
namespace {

using base::Result;
using procedure::Clock;
using procedure::Procedure;
using procedure::Transition;
using Procedures = std::map<std::string, std::vector<Procedure>>;

constexpr std::string_view kApplicant = "applicant";

procedure::KnownWords known_words() {
  procedure::KnownWords known;
  known.roles.emplace_back(kApplicant);
  constexpr int kLastRole = 255;  // of the enumeration's octet
  for (int number = 0; number <= kLastRole; ++number) {
    const std::string_view name = officers::role_name(static_cast<officers::Role>(number));
    if (!name.empty()) known.roles.emplace_back(name);
  }
  for (const proof::ActInfo& act : proof::all_acts()) known.acts.emplace_back(act.name);
  known.effects = registration::Service::effects();
  return known;
}

void print_json(const Procedures& procedures, const std::vector<procedure::Finding>& findings,
                std::ostream& out) {
  http::JsonWriter json;
  json.object([&] {
    json.array("procedures", [&] {
      for (const auto& [id, versions] : procedures) {
        for (const Procedure& one : versions) json.item(one.version);
      }
    });
    json.array("findings", [&] {
      for (const procedure::Finding& finding : findings) {
        json.object([&] {
          json.text("file", finding.file).text("where", finding.where);
          json.text("zh", finding.zh).text("en", finding.en);
        });
      }
    });
  });
  out << json.text() << "\n";
}

void print_text(const Procedures& procedures, const std::vector<procedure::Finding>& findings,
                std::ostream& out) {
  for (const procedure::Finding& finding : findings)
    out << finding.file << "：" << finding.where << "：" << finding.zh << "\n  " << finding.en << "\n";
  if (!findings.empty()) return;
  for (const auto& [id, versions] : procedures) {
    for (const Procedure& one : versions) {
      out << one.version << "：" << one.name.zh << "，状态 " << one.states.size() << "，环节 "
          << one.transitions.size() << "，期限 " << one.clocks.size() << "，未发现问题\n";
    }
  }
}

// ---- explain ----

struct NamedRole {
  std::string_view role;
  std::string_view zh;
};
constexpr std::array kRoleNames{
    // officers/types.hpp
    NamedRole{kApplicant, "申请人（持有人）"}, NamedRole{"registration_officer", "受理员"},
    NamedRole{"review_officer", "审核员"},     NamedRole{"issuing_officer", "签发员"},
    NamedRole{"key_custodian", "密钥管理员"},  NamedRole{"compliance_officer", "合规专员"},
    NamedRole{"archive_officer", "档案员"},    NamedRole{"responsible_person", "机构负责人"},
};

std::string role_zh(const std::string& role) {
  const auto* found = std::find_if(kRoleNames.begin(), kRoleNames.end(),
                                   [&](const NamedRole& named) { return named.role == role; });
  return found == kRoleNames.end() ? role : std::string(found->zh);
}

template <class Words, class Name>
std::string listed(const Words& words, const Name& name) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : "、") + name(word);
  return text;
}

/// Prints what of one procedure rests on one article.
class Explanation {
 public:
  Explanation(const Procedure& procedure, const std::string& article)
      : procedure_(procedure), article_(article) {}

  bool print(std::ostream& out) {
    for (const Transition& transition : procedure_.transitions) {
      if (cited(transition.cites)) add("环节 " + event(transition), transition.reading);
    }
    for (const procedure::Gate& gate : procedure_.gates) {
      if (gate.article == article_)
        add("前置 " + gate.name.zh + "：未完成时不予办理，代码 " + gate.code, false);
    }
    for (const procedure::Separation& pair : procedure_.separations) {
      if (pair.article == article_)
        add("回避 " + pair.name.zh + "：“" + event_zh(pair.one) + "”与“" + event_zh(pair.other) +
                "”不得由同一人办理",
            pair.reading);
    }
    for (const Clock& clock : procedure_.clocks) {
      if (cited(clock.cites)) add("期限 " + clock_zh(clock), clock.reading);
    }
    if (lines_.empty()) return false;
    out << procedure_.name.zh << "（" << procedure_.version << "）\n" << lines_;
    return true;
  }

 private:
  bool cited(const std::vector<std::string>& cites) const {
    return std::find(cites.begin(), cites.end(), article_) != cites.end();
  }

  void add(const std::string& line, bool reading) {
    lines_ += "  " + line + (reading ? "［本系统的理解］\n" : "\n");
  }

  std::string state_zh(const std::string& id) const {
    const procedure::State* state = procedure_.state(id);
    return state == nullptr ? id : state->name.zh;
  }

  std::string event_zh(const std::string& id) const {
    const auto found = std::find_if(procedure_.transitions.begin(), procedure_.transitions.end(),
                                    [&](const Transition& transition) { return transition.event == id; });
    return found == procedure_.transitions.end() ? id : found->name.zh;
  }

  std::string event(const Transition& transition) const {
    const std::string from = listed(transition.from, [&](const std::string& id) { return state_zh(id); });
    std::string text = transition.name.zh + "（" + transition.event + "）：";
    if (!from.empty()) text += from + " → ";
    text += state_zh(transition.to) + "；";
    if (transition.roles.empty()) return text + "自动办理";
    return text + "由" + listed(transition.roles, role_zh) + "办理";
  }

  std::string start_zh(const std::string& starts) const {
    constexpr std::string_view kState = "state:";
    constexpr std::string_view kField = "field:";
    if (starts.substr(0, kState.size()) == kState)
      return "进入“" + state_zh(starts.substr(kState.size())) + "”";
    if (starts.substr(0, kField.size()) == kField) return "所填日期（" + starts.substr(kField.size()) + "）";
    return "“" + event_zh(starts) + "”";
  }

  std::string clock_zh(const Clock& clock) const {
    const std::string unit = clock.unit == Clock::Unit::WorkingDays    ? "个工作日"
                             : clock.unit == Clock::Unit::CalendarDays ? "日"
                                                                       : "小时";
    const std::string length = clock.length_setting.empty()
                                   ? std::to_string(clock.length) + unit
                                   : "若干" + unit + "（参数 " + clock.length_setting + "）";
    std::string text =
        clock.name.zh + "：自" + start_zh(clock.starts) + (clock.backward ? "向前" : "起") + length;
    if (!clock.on_expiry.empty()) text += "，届满时“" + event_zh(clock.on_expiry) + "”";
    return text;
  }

  const Procedure& procedure_;
  const std::string& article_;
  std::string lines_;
};

}  // namespace

Result<void> rules_check(const RulesCheckOptions& options, std::ostream& out) {
  YX_TRY(const std::filesystem::path rules, find_rules(options.rules));
  YX_CHECK(base::WorkCalendar::load(rules / "calendar"));
  YX_CHECK(x509::load_profiles(rules / "profiles"));
  YX_TRY(const Procedures procedures, procedure::load_all(rules / "procedures"));
  const procedure::KnownWords known = known_words();
  std::vector<procedure::Finding> findings;
  for (const auto& [id, versions] : procedures) {
    for (const Procedure& one : versions) {
      const std::vector<procedure::Finding> more = procedure::check(one, known);
      findings.insert(findings.end(), more.begin(), more.end());
    }
  }
  if (options.json) {
    print_json(procedures, findings, out);
  } else {
    print_text(procedures, findings, out);
  }
  if (findings.empty()) return {};
  return base::make_error(base::ErrorKind::Refused, "yinxin.rules.findings",
                          std::to_string(findings.size()) + " findings");
}

Result<void> rules_explain(const RulesExplainOptions& options, std::ostream& out) {
  YX_TRY(const std::filesystem::path rules, find_rules(options.rules));
  YX_TRY(const Procedures procedures, procedure::load_all(rules / "procedures"));
  bool any = false;
  for (const auto& [id, versions] : procedures) {
    for (const Procedure& one : versions) any = Explanation(one, options.article).print(out) || any;
  }
  if (any) return {};
  return base::make_error(base::ErrorKind::NotFound, "yinxin.rules.article", options.article);
}

}  // namespace yinxin::command_line
