#include "rules_command.hpp"

#include <algorithm>

#include "base/work_calendar.hpp"
#include "documents/service.hpp"
#include "http/json_writer.hpp"
#include "procedure/procedure.hpp"
#include "proof/act_code.hpp"
#include "registration/service.hpp"
#include "rules/coverage.hpp"
#include "rules_folder.hpp"
#include "x509/profile/profile.hpp"

namespace yinxin::command_line {
namespace {

using base::Result;
using procedure::Clock;
using procedure::Procedure;
using procedure::Transition;
using rules::Book;
using rules::Procedures;

procedure::KnownWords known_words(const Book& book) {
  procedure::KnownWords known;
  for (const rules::Role& role : book.roles) known.roles.push_back(role.id);
  for (const proof::ActInfo& act : proof::all_acts()) known.acts.emplace_back(act.name);
  known.effects = registration::Service::effects();
  for (std::string& effect : rules::effects()) known.effects.push_back(std::move(effect));
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

void print_text(const Book& book, const Procedures& procedures,
                const std::vector<procedure::Finding>& findings, std::ostream& out) {
  for (const procedure::Finding& finding : findings)
    out << finding.file << "：" << finding.where << "：" << finding.zh << "\n  " << finding.en << "\n";
  if (!findings.empty()) return;
  for (const auto& [id, versions] : procedures) {
    for (const Procedure& one : versions) {
      out << one.version << "：" << one.name.zh << "，状态 " << one.states.size() << "，环节 "
          << one.transitions.size() << "，期限 " << one.clocks.size() << "，未发现问题\n";
    }
  }
  out << "法规数据：条文 " << book.articles.size() << "，法定期限 " << book.clocks.size() << "，义务 "
      << book.duties.size() << "，理解 " << book.readings.size() << "，文书 " << book.documents.size()
      << "，代码表 " << book.lists.size() << "，未发现问题\n";
}

/// What is wrong inside the templates of documents, each by itself.
Result<void> check_templates(const std::filesystem::path& folder, std::vector<procedure::Finding>& findings) {
  documents::Faults faults;
  YX_CHECK(documents::Templates::load(folder / "documents", faults));
  for (documents::Fault& fault : faults) {
    findings.push_back(procedure::Finding{std::move(fault.file), std::move(fault.where), std::move(fault.zh),
                                          std::move(fault.en)});
  }
  return {};
}

// ---- explain ----

template <class Words, class Name>
std::string listed(const Words& words, const Name& name) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : "、") + name(word);
  return text;
}

/// Prints what of one procedure rests on one article.
class Explanation {
 public:
  Explanation(const Book& book, const Procedure& procedure, const std::string& article)
      : book_(book), procedure_(procedure), article_(article) {}

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
    return text + "由" + listed(transition.roles, [&](const std::string& id) { return role_zh(id); }) +
           "办理";
  }

  std::string role_zh(const std::string& id) const {
    const rules::Role* role = rules::find_by(book_.roles, &rules::Role::id, id);
    return role == nullptr ? id : role->name.zh;
  }

  std::string start_zh(const std::string& starts) const {
    constexpr std::string_view kState = "state:";
    constexpr std::string_view kField = "field:";
    if (starts.substr(0, kState.size()) == kState)
      return "进入“" + state_zh(starts.substr(kState.size())) + "”";
    if (starts.substr(0, kField.size()) == kField) return "所填日期（" + starts.substr(kField.size()) + "）";
    return "“" + event_zh(starts) + "”";
  }

  static std::string unit_zh(Clock::Unit unit) {
    switch (unit) {
      case Clock::Unit::WorkingDays:
        return "个工作日";
      case Clock::Unit::CalendarDays:
        return "日";
      case Clock::Unit::Months:
        return "个月";
      case Clock::Unit::Years:
        return "年";
      case Clock::Unit::Hours:
        return "小时";
    }
    return "";
  }

  std::string clock_zh(const Clock& clock) const {
    const std::string unit = unit_zh(clock.unit);
    const std::string said = clock.length_setting.empty() ? clock.length_field : clock.length_setting;
    const std::string length = !said.empty()       ? "若干" + unit + "（参数 " + said + "）"
                               : clock.length == 0 ? "当日"
                                                   : std::to_string(clock.length) + unit;
    std::string text =
        clock.name.zh + "：自" + start_zh(clock.starts) + (clock.backward ? "向前" : "起") + length;
    for (const procedure::Pause& pause : clock.pauses)
      text += "，自“" + event_zh(pause.from) + "”至“" + event_zh(pause.until) + "”不计";
    if (!clock.on_expiry.empty()) text += "，届满时“" + event_zh(clock.on_expiry) + "”";
    return text;
  }

  const Book& book_;
  const Procedure& procedure_;
  const std::string& article_;
  std::string lines_;
};

}  // namespace

Result<void> rules_check(const RulesCheckOptions& options, std::ostream& out) {
  YX_TRY(const std::filesystem::path folder, find_rules(options.rules));
  YX_CHECK(base::WorkCalendar::load(folder / "calendar"));
  YX_CHECK(x509::load_profiles(folder / "profiles"));
  YX_TRY(const Procedures procedures, procedure::load_all(folder / "procedures"));
  rules::Loaded loaded = rules::load(folder);
  std::vector<procedure::Finding> findings = std::move(loaded.findings);
  const auto add = [&](const std::vector<procedure::Finding>& more) {
    findings.insert(findings.end(), more.begin(), more.end());
  };
  const procedure::KnownWords known = known_words(loaded.book);
  for (const auto& [id, versions] : procedures) {
    for (const Procedure& one : versions) add(procedure::check(one, known));
  }
  add(rules::check(loaded.book, procedures, folder));
  YX_CHECK(check_templates(folder, findings));
  if (options.json) {
    print_json(procedures, findings, out);
  } else {
    print_text(loaded.book, procedures, findings, out);
  }
  if (findings.empty()) return {};
  return base::make_error(base::ErrorKind::Refused, "yinxin.rules.findings",
                          std::to_string(findings.size()) + " findings");
}

Result<void> rules_explain(const RulesExplainOptions& options, std::ostream& out) {
  YX_TRY(const std::filesystem::path folder, find_rules(options.rules));
  YX_TRY(const Procedures procedures, procedure::load_all(folder / "procedures"));
  const Book book = rules::load(folder).book;
  const std::string said = rules::explain(book, options.article);
  out << said;
  bool any = !said.empty();
  for (const auto& [id, versions] : procedures) {
    for (const Procedure& one : versions) any = Explanation(book, one, options.article).print(out) || any;
  }
  if (any) return {};
  return base::make_error(base::ErrorKind::NotFound, "yinxin.rules.article", options.article);
}

Result<void> rules_coverage(const RulesCoverageOptions& options, std::ostream& out) {
  YX_TRY(const std::filesystem::path folder, find_rules(options.rules));
  YX_TRY(const Procedures procedures, procedure::load_all(folder / "procedures"));
  const std::filesystem::path root = options.tree.empty()
                                         ? std::filesystem::absolute(folder).lexically_normal().parent_path()
                                         : std::filesystem::path(options.tree);
  YX_TRY(const rules::Tree tree, rules::read_tree(root));
  const rules::Coverage coverage = rules::report_coverage(rules::load(folder).book, procedures, tree);
  out << coverage.text;
  if (coverage.holes.empty()) return {};
  return base::make_error(base::ErrorKind::Refused, "yinxin.rules.holes",
                          std::to_string(coverage.holes.size()) + " holes");
}

}  // namespace yinxin::command_line
