// The subcommands of cases: provider's compliance and regulator's officers alike.
#include "case_command.hpp"
#include "case_export.hpp"
#include "verb.hpp"
#include "verbs.hpp"

namespace yinxin::command_line {
namespace {

constexpr const char* kNumber = "案件编号 / case number";

template <class Options>
void add_entered(Verb<Options>& verb) {
  constexpr std::vector<std::string> Options::*kSet = &Options::set;
  constexpr std::string Options::*kInputs = &Options::inputs;
  constexpr std::vector<std::string> Options::*kFiles = &Options::files;
  verb.may("--set", kSet, "填写项，可重复 / NAME=VALUE, repeated")
      .may("--file", kFiles, "先上传的文件，可重复 / NAME=PATH of files uploaded first, repeated")
      .may("--inputs", kInputs, "填写内容（一个 JSON 对象）的文件 / file with one JSON object");
}

void add_reading(CLI::App* group, Act& act) {
  using P = CaseProceduresOptions;
  Verb(group, act, "procedures", "本机构办理的程序 / the procedures played here", case_procedures)
      .server()
      .may("--id", &P::id, "只看一项 / one of them");
  using L = CaseListOptions;
  Verb(group, act, "list", "列出案件 / list cases", case_list)
      .by_either()
      .may("--procedure", &L::procedure, "程序，如 licence_application / procedure")
      .may("--state", &L::state, "状态 / state")
      .may("--scope", &L::scope, "辖区 / region")
      .flag("--overdue", &L::overdue, "只列逾期 / overdue ones");
  Verb(group, act, "show", "办理情况 / where it stands", case_show)
      .by_either()
      .need("--number", &CaseShowOptions::number, kNumber)
      .flag("--json", &CaseShowOptions::json, "原样输出 / the answer as it came");
  Verb(group, act, "reminders", "期限提醒 / reminders", case_reminders)
      .by_either()
      .need("--role", &CaseRemindersOptions::role, "角色 / role");
}

void add_papers(CLI::App* group, Act& act) {
  Verb(group, act, "documents", "案件的文书 / documents of a case", case_documents)
      .by_either()
      .need("--number", &CaseDocumentsOptions::number, kNumber);
  using P = CasePrintOptions;
  Verb(group, act, "print", "制作文书并保存 PDF / issue a document and keep its PDF", case_print)
      .by_either()
      .need("--number", &P::number, kNumber)
      .need("--document", &P::document, "文书，如 acceptance_notice / document")
      .may("--values", &P::values, "案件中没有的内容（JSON） / values that the case does not know")
      .may("--copy", &P::copy, "副本序号 / which duplicate")
      .may("--seal", &P::seal, "另存文书的签名 / file for its signed note")
      .need("--out", &P::out, "保存为 / PDF file");
}

void add_files(CLI::App* group, Act& act) {
  using U = CaseUploadOptions;
  Verb(group, act, "upload", "上传环节所需的文件 / upload a file that a step is to name", case_upload)
      .by_either()
      .may("--number", &U::number, kNumber)
      .may("--procedure", &U::procedure, "或者待开立案件的程序 / or procedure of a case to be opened")
      .need("--input", &U::input, "填写项，如 package_sm3 / input")
      .need("--file", &U::file, "文件 / file");
  Verb(group, act, "files", "案件的文件 / files of a case", case_files)
      .by_either()
      .need("--number", &CaseFilesOptions::number, kNumber);
  using F = CaseFileOptions;
  Verb(group, act, "file", "取出一份文件 / one file", case_file)
      .by_either()
      .need("--number", &F::number, kNumber)
      .need("--sm3", &F::sm3, "文件的 SM3 / its SM3")
      .may("--reason", &F::reason, "查看理由，记录在案 / reason of the look, on record")
      .need("--out", &F::out, "保存为 / file");
  using E = CaseExportOptions;
  Verb(group, act, "export", "导出案卷 / the file of a case with its catalogue", case_export)
      .by_either()
      .need("--number", &E::number, kNumber)
      .may("--reason", &E::reason, "查看密件的理由，记录在案 / reason for sealed files, on record")
      .need("--out", &E::out, "保存为 / tar file");
}

}  // namespace

void add_cases(CLI::App& program, Act& act) {
  CLI::App* group = add_group(program, "case", "案件 / cases of the law's procedures");
  add_reading(group, act);
  using O = CaseOpenOptions;
  Verb<O> open(group, act, "open", "开立案件 / open a case", case_open);
  open.by_either()
      .need("--procedure", &O::procedure, "程序 / procedure")
      .may("--party", &O::party, "当事人，如 unit/统一社会信用代码 / whom it is about")
      .may("--party-request", &O::party_request, "或者当事人密钥的证书请求 / request file of the party's key")
      .may("--scope", &O::scope, "辖区 / region")
      .may("--number-out", &O::number_out, "案件编号写入文件 / file for the number");
  add_entered(open);
  using A = CaseActOptions;
  Verb<A> step(group, act, "act", "办理一个环节 / perform an event", case_act);
  step.by_either()
      .need("--number", &A::number, kNumber)
      .need("--event", &A::event, "环节，如 accept / event")
      .may("--item", &A::item, "事项 / item")
      .may("--version", &A::version, "所见的版本 / version as it was seen");
  add_entered(step);
  add_papers(group, act);
  add_files(group, act);
}

}  // namespace yinxin::command_line
