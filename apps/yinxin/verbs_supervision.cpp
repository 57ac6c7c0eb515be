// The subcommands of the regulator's office.
#include "monitor_command.hpp"
#include "register_command.hpp"
#include "verb.hpp"
#include "verbs.hpp"

namespace yinxin::command_line {
namespace {

void add_register(CLI::App& program, Act& act) {
  CLI::App* group =
      add_group(program, "register", "机构名录（监管机关） / the regulator's register of licences");
  using L = RegisterListOptions;
  Verb(group, act, "list", "列出名录 / list the register", register_list)
      .server()
      .may("--as-of", &L::as_of, "截至某日，如 2026-09-28 / as it stood at the end of that day");
  using H = RegisterHistoryOptions;
  Verb(group, act, "history", "一家机构资质的变更记录 / how an entry came to stand so", register_history)
      .server()
      .need("--number", &H::number, "证书编号 / number of the licence");
  using S = RegisterSnapshotOptions;
  Verb(group, act, "snapshot", "每日快照；不指明日期时列出 / daily snapshots; without a day their list",
       register_snapshot)
      .server()
      .may("--day", &S::day, "日期 / day")
      .may("--out", &S::out, "保存为 / file for it");
  using F = FocusListOptions;
  Verb(&program, act, "focus", "重点监督检查名单（监管机关） / providers under focused supervision",
       focus_list)
      .by_officer()
      .flag("--past", &F::past, "包括已解除的 / those taken off as well");
}

}  // namespace

void add_supervision(CLI::App& program, Act& act) {
  add_register(program, act);
  using M = MonitorOptions;
  Verb(&program, act, "monitor", "网络监测一家机构的公开地址 / probe a provider's public addresses", monitor)
      .need("--provider", &M::provider, "公开网址 / http://host:port")
      .need("--filing", &M::filing, "备案的地址和业务规则参数（TOML） / what was filed and published")
      .may("--keep", &M::keep, "保存证据和历次所见的目录 / folder for evidence and what was seen")
      .flag("--once", &M::once, "只监测一轮 / one round")
      .may("--every", &M::every, "每隔几分钟一轮 / minutes between rounds");
}

}  // namespace yinxin::command_line
