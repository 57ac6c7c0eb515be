// The subcommands of the regulator's instruments.
#include "alert_command.hpp"
#include "draw_command.hpp"
#include "expert_command.hpp"
#include "monitor_command.hpp"
#include "register_command.hpp"
#include "verb.hpp"
#include "verbs.hpp"
#include "witness_command.hpp"

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
  using O = OwnershipOptions;
  Verb(&program, act, "ownership", "股权穿透（监管机关） / who stands behind an applicant", ownership)
      .by_officer()
      .need("--number", &O::number, "案件编号 / case number");
  using F = FocusListOptions;
  Verb(&program, act, "focus", "重点监督检查名单（监管机关） / providers under focused supervision",
       focus_list)
      .by_officer()
      .flag("--past", &F::past, "包括已解除的 / those taken off as well");
}

constexpr const char* kDraw = "抽取编号 / draw";
constexpr const char* kShare = "本人份额的文件 / file of one's own share";
constexpr const char* kAlert = "预警编号 / alert";

template <class Options>
void add_wanted(Verb<Options>& verb) {
  constexpr std::string Options::*kPool = &Options::pool;
  constexpr std::int64_t Options::*kPlaces = &Options::places;
  constexpr std::vector<std::string> Options::*kDrawers = &Options::drawers;
  constexpr std::string Options::*kIdOut = &Options::id_out;
  constexpr std::string Options::*kField = &Options::field;
  verb.may("--pool", kPool,
           "抽取池文件，每行：编号，回避的另加类别和理由；抽取专家的只列回避的 / pool, a member a line")
      .may("--field", kField, "专家的专业 / speciality of experts")
      .need("--places", kPlaces, "抽取数量 / how many are drawn")
      .need("--drawer", kDrawers, "抽取人账户，给两次 / one of the two who draw, given twice")
      .may("--id-out", kIdOut, "抽取编号写入文件 / file for the draw's id");
}

void add_draws(CLI::App& program, Act& act) {
  CLI::App* group = add_group(program, "draw", "抽取（监管机关） / draws by lot");
  using S = DrawStateOptions;
  Verb<S> state(group, act, "open", "公布抽取池 / state a draw", draw_state);
  state.by_officer()
      .need("--purpose", &S::purpose, "experts（专家）, objects（检查对象）, officers（检查人员）")
      .need("--matter", &S::matter, "事项，如 case/编号 / what it is for");
  add_wanted(state);
  using R = DrawRedrawOptions;
  Verb<R> again(group, act, "redraw", "重新抽取，前一次保留 / draw again; the first is kept", draw_redraw);
  again.by_officer().need("--draw", &R::draw, kDraw).need("--reason", &R::reason, "理由 / why");
  add_wanted(again);
  using C = DrawCommitOptions;
  Verb(group, act, "commit", "承诺（抽取人） / commit to a share", draw_commit)
      .by_officer()
      .need("--draw", &C::draw, kDraw)
      .need("--share", &C::share, kShare);
  Verb(group, act, "reveal", "公开份额（抽取人） / open the share", draw_reveal)
      .by_officer()
      .need("--draw", &C::draw, kDraw)
      .need("--share", &C::share, kShare);
  Verb(group, act, "list", "列出抽取 / list draws", draw_list)
      .by_officer()
      .may("--matter", &DrawListOptions::matter, "事项 / what for");
  Verb(group, act, "show", "抽取池、进度和结果 / pool, progress, result", draw_show)
      .by_officer()
      .need("--draw", &DrawShowOptions::draw, kDraw);
  Verb(group, act, "file", "保存抽取记录，供 yinxin-audit draw 核验 / the record, for anybody to repeat",
       draw_file)
      .by_officer()
      .need("--draw", &DrawFileOptions::draw, kDraw)
      .need("--out", &DrawFileOptions::out, "文件 / file");
}

void add_experts(CLI::App& program, Act& act) {
  CLI::App* group = add_group(program, "expert", "专家库（监管机关） / the register of experts");
  using L = ExpertListOptions;
  Verb(group, act, "list", "列出专家 / list experts", expert_list)
      .by_officer()
      .may("--status", &L::status, "admitted, suspended, investigated, removed")
      .may("--field", &L::field, "专业 / speciality");
  using P = ExpertPoolOptions;
  Verb(group, act, "pool", "某一案件的抽取池和回避 / who could be drawn for a case", expert_pool)
      .by_officer()
      .need("--matter", &P::matter, "案件，如 case/编号 / case")
      .may("--field", &P::field, "专业 / speciality");
}

void add_alerts(CLI::App* group, Act& act) {
  using L = AlertListOptions;
  Verb(group, act, "alerts", "列出预警 / list alerts", alert_list)
      .by_officer()
      .may("--state", &L::state, "open, confirmed, dismissed")
      .may("--provider", &L::provider, "统一社会信用代码 / provider");
  using S = AlertShowOptions;
  Verb(group, act, "alert", "一项预警及其证据 / an alert and what shows it", alert_show)
      .by_officer()
      .need("--id", &S::id, kAlert)
      .may("--keep", &S::keep, "保存原始应答的目录 / folder for the octets as they came");
  using D = AlertDecideOptions;
  const auto decision = [&](const char* name, const char* help, auto command) {
    Verb(group, act, name, help, command)
        .by_officer()
        .need("--id", &D::id, kAlert)
        .need("--reason", &D::reason, "理由 / why");
  };
  decision("confirm", "确认预警（执法人员） / confirm an alert", alert_confirm);
  decision("dismiss", "排除预警（执法人员） / dismiss an alert", alert_dismiss);
}

void add_monitoring(CLI::App& program, Act& act) {
  CLI::App* group = add_group(program, "monitor", "网络监测 / monitoring of providers' public addresses");
  using M = MonitorProbeOptions;
  Verb(group, act, "probe", "在本机监测一家机构，不经监管机关的服务 / probe from here, without an office",
       monitor_probe)
      .need("--provider", &M::provider, "公开网址 / http://host:port")
      .need("--filing", &M::filing, "备案的地址和业务规则参数（TOML） / what was filed and published")
      .may("--keep", &M::keep, "保存证据和历次所见的目录 / folder for evidence and what was seen")
      .flag("--once", &M::once, "只监测一轮 / one round")
      .may("--every", &M::every, "每隔几分钟一轮 / minutes between rounds");
  using S = MonitorSetOptions;
  Verb(group, act, "set", "设定监测依据，随即开始一轮（执法人员） / what a provider is held to", monitor_set)
      .by_officer()
      .need("--filing", &S::filing, "备案的地址和业务规则参数（TOML） / what was filed and published")
      .may("--every", &S::every, "每隔几分钟一轮 / minutes between rounds");
  Verb(group, act, "list", "被监测的机构 / who is monitored", monitor_list).by_officer();
  add_alerts(group, act);
}

}  // namespace

void add_supervision(CLI::App& program, Act& act) {
  add_register(program, act);
  add_draws(program, act);
  add_experts(program, act);
  add_monitoring(program, act);
  using W = WitnessOptions;
  Verb(&program, act, "witness", "取回监管机关加签的树头 / the head that a regulator's witness signed",
       witness)
      .server()
      .need("--provider", &W::provider, "统一社会信用代码 / provider")
      .may("--out", &W::out, "保存树头 / file for the head")
      .may("--key-out", &W::key_out, "保存见证公钥（PEM） / file for the witness's key");
}

}  // namespace yinxin::command_line
