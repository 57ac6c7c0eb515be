// What `yinxin rules check` does, over rules/ as it stands (bar: 1 s); beside it the same files read as TOML
// and nothing more. CPU time.
#include "base/toml.hpp"
#include "base/work_calendar.hpp"
#include "documents/service.hpp"
#include "proof/act_code.hpp"
#include "registration/service.hpp"
#include "report.hpp"
#include "rules/coverage.hpp"
#include "x509/profile/profile.hpp"

namespace yinxin::bench {
namespace {

constexpr int kRounds = 5;
constexpr double kBarSeconds = 1;
const std::filesystem::path kRules = YX_SOURCE_DIR "/rules";

procedure::KnownWords known_words(const rules::Book& book) {
  procedure::KnownWords known;
  for (const rules::Role& role : book.roles) known.roles.push_back(role.id);
  for (const proof::ActInfo& act : proof::all_acts()) known.acts.emplace_back(act.name);
  known.effects = registration::Service::effects();
  for (std::string& effect : rules::effects()) known.effects.push_back(std::move(effect));
  return known;
}

void check_rules() {
  need(base::WorkCalendar::load(kRules / "calendar"));
  need(x509::load_profiles(kRules / "profiles"));
  const auto procedures = need(procedure::load_all(kRules / "procedures"));
  rules::Loaded loaded = rules::load(kRules);
  std::size_t findings = loaded.findings.size();
  const procedure::KnownWords known = known_words(loaded.book);
  for (const auto& [id, versions] : procedures) {
    for (const procedure::Procedure& one : versions) findings += procedure::check(one, known).size();
  }
  findings += rules::check(loaded.book, procedures, kRules).size();
  documents::Faults faults;
  need(documents::Templates::load(kRules / "documents", faults));
  if (findings + faults.size() != 0) throw std::runtime_error("rules/ is not sound");
}

void read_files() {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kRules)) {
    if (entry.path().extension() == ".toml") need(base::TomlReader::load(entry.path()));
  }
}

void measure(const Arguments& arguments) {
  Report report("rules", arguments.json);
  std::vector<double> own;
  std::vector<double> other;
  for (int round = 0; round < kRounds; ++round) {
    own.push_back(spent(cpu_seconds, [] { check_rules(); }));
    other.push_back(spent(cpu_seconds, [] { read_files(); }));
  }
  report.row({"check", median(own), "CPU s", "the same files read as TOML", median(other), kBarSeconds});
}

}  // namespace
}  // namespace yinxin::bench

int main(int count, char** values) {
  return yinxin::bench::run(count, values, yinxin::bench::measure);
}
