// What a checker found: every step it took, in order, for a person to read and for a program to parse. A
// verification is a report, never a bare yes (architecture.md 9).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace yinxin::proof {

enum class Severity : std::uint8_t {
  Passed,  ///< checked, and right
  Noted,   ///< not wrong, but the reader must know it (something is absent, or was not checked)
  Failed,  ///< wrong: the whole fails
};

struct Finding {
  Severity severity = Severity::Passed;
  std::string code;   ///< stable dotted word, "package.file.digest"
  std::string where;  ///< the file, or "seq 17", concerned; may be empty
  std::string zh;
  std::string en;
};

/// What a finding says: a stable code and one sentence in each language.
struct Sentence {
  std::string_view code;
  std::string zh;
  std::string en;
};

/// For something that could not be read.
Sentence malformed(std::string_view code, const base::Error& error);

class Report {
 public:
  // A hostile input must not make a report of gigabytes: failures past this many are counted only. Ours.
  static constexpr std::size_t kMaxFailures = 1000;

  void passed(std::string_view where, Sentence sentence) {
    add(Severity::Passed, where, std::move(sentence));
  }
  void noted(std::string_view where, Sentence sentence) { add(Severity::Noted, where, std::move(sentence)); }
  void failed(std::string_view where, Sentence sentence) {
    add(Severity::Failed, where, std::move(sentence));
  }
  /// passed() with one sentence, or failed() with the other.
  bool expect(bool right, std::string_view where, Sentence if_right, Sentence if_wrong);

  /// True when nothing failed and something was checked.
  bool pass() const { return failures_ == 0 && !findings_.empty(); }
  const std::vector<Finding>& findings() const { return findings_; }

  /// One line a finding, Chinese first; the last line is 结论：通过 PASS or 结论：不通过 FAIL.
  std::string to_text() const;
  /// {"pass":bool,"findings":[{"severity","code","where","zh","en"}…],"failures":n}
  std::string to_json() const;

 private:
  void add(Severity severity, std::string_view where, Sentence sentence);

  std::vector<Finding> findings_;
  std::size_t failures_ = 0;
};

}  // namespace yinxin::proof
