#include "application_command.hpp"

#include <algorithm>

#include "authority/types.hpp"
#include "files.hpp"
#include "office/house.hpp"

namespace yinxin::command_line {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

/// Acts on applications are numbered 1xx.
Result<proof::ActInfo> application_act(const std::string& word) {
  for (const proof::ActInfo& info : proof::all_acts()) {
    if (info.name == word && static_cast<int>(info.code) < 200) return info;
  }
  return make_error(ErrorKind::Malformed, "yinxin.act", word);
}

}  // namespace

Result<void> record_application_act(const ApplicationRecordOptions& options, std::ostream& out) {
  YX_TRY(const proof::ActInfo info, application_act(options.act));
  YX_TRY(const base::Bytes paper, read_input(options.paper));
  YX_TRY(const auto house, office::House::open(options.settings));
  const std::string actor =
      options.officer.empty() ? "applicant/" + options.application : "officer/" + options.officer;
  ledger::Act act;
  act.code = info.code;
  act.object = authority::application_object(options.application);
  act.record = ledger::facts({{"actor", actor}, {"paper_sm3", base::to_hex(crypto::sm3(paper))}});
  store::WriteSet set;
  const auto id = house->recorder->add(set, act, house->clock.now());
  YX_TRY(const auto committed, house->lane->commit(std::move(set)));
  static_cast<void>(committed);
  out << options.application << " " << info.zh << "（" << actor << "）已存证 " << id.text() << "\n";
  return {};
}

}  // namespace yinxin::command_line
