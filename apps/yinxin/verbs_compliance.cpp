// The subcommands of a provider's duties.
#include "duties_command.hpp"
#include "inventory_command.hpp"
#include "report_command.hpp"
#include "verb.hpp"
#include "verbs.hpp"

namespace yinxin::command_line {
namespace {

void add_conditions(CLI::App& program, Act& act) {
  CLI::App* conditions = add_group(program, "conditions", "七项资质条件 / the conditions of the licence");
  Verb(conditions, act, "show", "今天的情况 / as they stand today", conditions_show).by_officer();
  using E = ConditionEnterOptions;
  Verb(conditions, act, "enter", "登记核实情况（合规专员） / what was verified of one", conditions_enter)
      .by_officer()
      .need("--condition", &E::condition, "legal_person, funds, premises, systems, long_term, management")
      .flag("--not-met", &E::not_met, "不符合 / it is not met")
      .need("--value", &E::value, "数值或者情况 / value")
      .need("--verified-on", &E::verified_on, "核实日期 / YYYY-MM-DD")
      .may("--proof", &E::proof, "佐证文件，只留 SM3 / file that proves it");
  Verb(conditions, act, "snapshots", "月度快照一览 / the monthly snapshots", conditions_snapshots)
      .by_officer();
  using S = SnapshotOptions;
  Verb(conditions, act, "snapshot", "下载一份快照 / one snapshot", conditions_snapshot)
      .by_officer()
      .need("--period", &S::period, "月份，如 2026-12 / month")
      .need("--out", &S::out, "保存为 / file");
}

void add_staff(CLI::App& program, Act& act) {
  CLI::App* staff = add_group(program, "staff", "人员名册 / who works here");
  Verb(staff, act, "list", "列出 / list", staff_list).by_officer();
  using E = StaffEnterOptions;
  Verb(staff, act, "enter", "登记或者更新（人事培训员） / enter somebody, or what has changed", staff_enter)
      .by_officer()
      .need("--id", &E::id, "编号 / id, 2 to 32 of a-z, 0-9, '-'")
      .need("--name", &E::name, "姓名 / name")
      .need("--identity", &E::identity, "居民身份证号码，只留索引 / resident number")
      .need("--kind", &E::kind, "technical, operation, security, support, other")
      .need("--post", &E::post, "岗位 / post")
      .flag("--key-post", &E::key_post, "关键岗位 / a key post")
      .flag("--part-time", &E::part_time, "非全职 / not full-time")
      .flag("--uninsured", &E::uninsured, "社会保险不由本机构缴纳 / not insured by us")
      .may("--background-on", &E::background_on, "背景审查日期 / day of the background check")
      .may("--contract-to", &E::contract_to, "合同期满日 / last day of the contract")
      .need("--started-on", &E::started_on, "到岗日期 / first day");
  using L = StaffLeaveOptions;
  Verb(staff, act, "leave", "离岗（人事培训员） / the last day at work", staff_leave)
      .by_officer()
      .need("--id", &L::id, "编号 / id")
      .need("--on", &L::left_on, "最后一日 / last day");
}

void add_report(CLI::App& program, Act& act) {
  CLI::App* report = add_group(program, "report", "年度报告数据 / figures of the annual report");
  using M = ReportMakeOptions;
  Verb(report, act, "make", "统计一年并留存（合规专员） / count a year and keep it", report_make)
      .by_officer()
      .need("--year", &M::year, "报告年度 / the year reported on");
  Verb(report, act, "list", "列出 / list", report_list).by_officer();
  using S = ReportShowOptions;
  Verb(report, act, "show", "显示数据，或者存为文件 / print one, or save it", report_show)
      .by_officer()
      .need("--year", &S::year, "报告年度 / the year reported on")
      .may("--number", &S::number, "第几份，默认为最新 / which of the year, the newest")
      .may("--out", &S::out, "保存为 / file");
  using D = ReportDraftOptions;
  Verb(report, act, "draft", "由数据和五部分文字排出报告草稿 / the report on paper, as a draft", report_draft)
      .need("--report", &D::report, "数据文件 / file of figures")
      .need("--parts", &D::parts, "五部分文字的 TOML 文件 / the five parts")
      .need("--out", &D::out, "PDF")
      .may("--rules", &D::rules, "rules 目录 / the rules folder");
}

void add_inventory(CLI::App& program, Act& act) {
  CLI::App* inventory = add_group(program, "inventory", "台账 / the registers of a provider");
  Verb(inventory, act, "list", "台账一览 / which there are", inventory_list).by_officer();
  using S = InventoryShowOptions;
  Verb(inventory, act, "show", "一份台账 / its entries", inventory_show)
      .by_officer()
      .need("--inventory", &S::inventory, "台账，如 crypto_devices / which")
      .flag("--all", &S::all, "含已终止的 / those that have ended as well")
      .flag("--csv", &S::csv, "CSV");
  using P = InventoryPublishedOptions;
  Verb(inventory, act, "published", "对外公开的台账 / what anybody may read", inventory_published)
      .server()
      .may("--inventory", &P::inventory, "台账，默认为服务目录 services / which")
      .flag("--csv", &P::csv, "CSV");
  using M = MeasuresOptions;
  Verb(inventory, act, "measures", "服务实测 / what was measured of the services", inventory_measures)
      .by_officer()
      .may("--month", &M::month, "月份，如 2026-11，默认为本月 / month");
}

}  // namespace

void add_compliance(CLI::App& program, Act& act) {
  using D = DutiesOptions;
  Verb(&program, act, "duties", "年度义务日历 / the year's calendar of duties", duties)
      .by_officer()
      .may("--year", &D::year, "年份，默认为今年 / year")
      .flag("--open", &D::open, "只列待办和逾期的 / only what is to be done");
  add_conditions(program, act);
  add_staff(program, act);
  add_report(program, act);
  add_inventory(program, act);
}

}  // namespace yinxin::command_line
