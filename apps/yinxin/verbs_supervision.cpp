// The subcommands of the regulator's office.
#include "monitor_command.hpp"
#include "verb.hpp"
#include "verbs.hpp"

namespace yinxin::command_line {

void add_supervision(CLI::App& program, Act& act) {
  using M = MonitorOptions;
  Verb(&program, act, "monitor", "网络监测一家机构的公开地址 / probe a provider's public addresses", monitor)
      .need("--provider", &M::provider, "公开网址 / http://host:port")
      .need("--filing", &M::filing, "备案的地址和业务规则参数（TOML） / what was filed and published")
      .may("--keep", &M::keep, "保存证据和历次所见的目录 / folder for evidence and what was seen")
      .flag("--once", &M::once, "只监测一轮 / one round")
      .may("--every", &M::every, "每隔几分钟一轮 / minutes between rounds");
}

}  // namespace yinxin::command_line
