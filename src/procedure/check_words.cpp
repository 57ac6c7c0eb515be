#include <algorithm>
#include <charconv>

#include "procedure/check_parts.hpp"
#include "procedure/history.hpp"

namespace yinxin::procedure {

namespace {

constexpr int kLastArticle = 42;  // of Order No. 4

bool is_number(std::string_view text, int last) {
  int number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failure == std::errc() && end == text.data() + text.size() && number >= 1 && number <= last &&
         text.front() != '0';
}

/// "21" of the regulation, or "行政许可法 32".
bool is_article(std::string_view text) {
  constexpr int kLongestLaw = 2000;  // the Civil Code has 1260 articles
  const std::size_t space = text.rfind(' ');
  if (space == std::string_view::npos) return is_number(text, kLastArticle);
  return space > 0 && is_number(text.substr(space + 1), kLongestLaw);
}

/// Dotted lower-case words: "registration.gate.identity_missing".
bool is_error_code(std::string_view code) {
  if (code.find('.') == std::string_view::npos) return false;
  while (true) {
    const std::size_t dot = code.find('.');
    const std::string_view word = code.substr(0, dot);
    if (word.empty() || word.front() < 'a' || word.front() > 'z' ||
        word.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") != std::string_view::npos)
      return false;
    if (dot == std::string_view::npos) return true;
    code.remove_prefix(dot + 1);
  }
}

void check_article(const std::string& where, const std::string& article, Findings& findings) {
  if (!is_article(article))
    findings.add(where, "“" + article + "”不是条文。", article + " is not an article.");
}

void check_cites(const std::string& where, const std::vector<std::string>& cites, Findings& findings) {
  if (cites.empty()) findings.add(where, "没有引用条文。", "No article is cited.");
  for (const std::string& article : cites) check_article(where, article, findings);
}

void check_code(const std::string& where, const std::string& code, Findings& findings) {
  if (!is_error_code(code))
    findings.add(where, "错误代码“" + code + "”的写法不对。",
                 "The error code " + code + " is not of dotted lower-case words.");
}

void check_list(const std::string& where, const std::string& word, const std::vector<std::string>& list,
                const std::string& zh, const std::string& en, Findings& findings) {
  if (!word.empty() && !contains(list, word))
    findings.add(where, "没有" + zh + "“" + word + "”。", "There is no " + en + " " + word + ".");
}

void check_actors(const Transition& transition, const KnownWords& known, Findings& findings) {
  const std::string where = where_of(transition);
  for (const std::string& role : transition.roles)
    check_list(where, role, known.roles, "角色", "role", findings);
  const bool by_person = transition.origin == Origin::Person;
  if (by_person && transition.roles.empty()) findings.add(where, "没有规定由谁办理。", "Nobody may do this.");
  if (!by_person && !transition.roles.empty())
    findings.add(where, "并非由人办理，不应规定角色。", "No person does this; it has no roles.");
  const bool asks = std::any_of(transition.inputs.begin(), transition.inputs.end(),
                                [](const Input& input) { return input.required; });
  if (transition.origin == Origin::Timer && asks)
    findings.add(where, "自动触发的事件不能要求填报。", "A timer cannot enter anything.");
}

/// Reasons, and the notice of the party's rights (行政许可法 38; ours for the provider).
void check_adverse(const Transition& transition, Findings& findings) {
  if (!transition.adverse) return;
  const auto is_reason = [](const Input& input) {
    return input.id == "reason" && input.type == InputType::Text && input.required && !input.required_when &&
           input.min >= 1;
  };
  if (std::none_of(transition.inputs.begin(), transition.inputs.end(), is_reason))
    findings.add(where_of(transition), "不利决定必须说明理由。",
                 "An adverse act needs the required text reason.");
  if (!contains(transition.outputs, "rights_notice"))
    findings.add(where_of(transition), "不利决定必须告知救济途径。",
                 "An adverse act needs the output rights_notice.");
}

}  // namespace

void check_words(const Procedure& procedure, const KnownWords& known, Findings& findings) {
  check_cites("procedure " + procedure.id, procedure.cites, findings);
  for (const Transition& transition : procedure.transitions) {
    const std::string where = where_of(transition);
    check_cites(where, transition.cites, findings);
    check_actors(transition, known, findings);
    check_adverse(transition, findings);
    check_list(where, transition.record, known.acts, "存证事项", "act", findings);
    check_list(where, transition.effect, known.effects, "效力", "effect", findings);
    if (transition.guard) check_code(where, transition.guard_code, findings);
  }
  for (const Gate& gate : procedure.gates) {
    check_code("gate " + gate.id, gate.code, findings);
    check_article("gate " + gate.id, gate.article, findings);
  }
  for (const Separation& pair : procedure.separations) {
    check_code("separation " + pair.one + "/" + pair.other, pair.code, findings);
    check_article("separation " + pair.one + "/" + pair.other, pair.article, findings);
  }
  for (const Clock& clock : procedure.clocks) check_cites("clock " + clock.id, clock.cites, findings);
}

}  // namespace yinxin::procedure
