// yinxin-audit: the checker that does not trust us. Offline; links base, asn1, crypto, x509 and proof only.
// Exit: 0 passed, 1 failed, 2 the command or its files could not be used.
#include <CLI/CLI.hpp>
#include <iostream>
#include <map>

#include "commands.hpp"

namespace {

using namespace yinxin;  // NOLINT(google-build-using-namespace): one small file
using Audit = base::Result<proof::Report> (*)(const audit::Request&);

constexpr int kFailed = 1;
constexpr int kUnusable = 2;

CLI::App* add_command(CLI::App& app, const char* name, const char* help, const char* input,
                      audit::Request& request) {
  CLI::App* command = app.add_subcommand(name, help);
  command->add_option(input, request.input)->required();
  return command;
}

void add_roots(CLI::App& command, audit::Request& request) {
  command.add_option("--root", request.roots, "信任的根证书 / trusted root certificates (PEM, DER)")
      ->allow_extra_args(false);
}
void add_issuers(CLI::App& command, audit::Request& request) {
  command.add_option("--issuer", request.issuers, "机构证书 / certificates of the authorities (PEM, DER)")
      ->allow_extra_args(false)
      ->required();
}
CLI::Option* add_keys(CLI::App& command, audit::Request& request) {
  return command
      .add_option("--key", request.keys, "信任的树头公钥或其证书 / trusted tree-head key or its certificate")
      ->allow_extra_args(false);
}

/// Declares all subcommands on one request; `audits` says what each of them calls.
void declare(CLI::App& app, audit::Request& request, std::map<std::string, Audit>& audits) {
  CLI::App* package =
      add_command(app, "package", "核验无过错证明包 / check an evidence package", "FILE", request);
  add_roots(*package, request);
  add_keys(*package, request);
  CLI::App* ledger = add_command(app, "ledger", "核验导出的账本 / check an exported ledger", "DIR", request);
  add_roots(*ledger, request);
  add_keys(*ledger, request);
  CLI::App* certificate = add_command(app, "certificate", "核验证书 / check a certificate", "FILE", request);
  add_issuers(*certificate, request);
  add_roots(*certificate, request);
  certificate->add_option("--at", request.at,
                          "核验时刻 / moment to check at, YYYY-MM-DDTHH:MM:SSZ (notBefore)");
  CLI::App* crl = add_command(app, "crl", "核验证书撤销列表 / check a revocation list", "FILE", request);
  add_issuers(*crl, request);
  add_roots(*crl, request);
  crl->add_option("--serial", request.serial, "查询的序列号 / serial number to look up, hexadecimal");
  CLI::App* ocsp = add_command(app, "ocsp", "核验 OCSP 应答 / check an OCSP answer", "FILE", request);
  add_issuers(*ocsp, request);
  add_roots(*ocsp, request);
  ocsp->add_option("--serial", request.serial, "查询的序列号 / serial number asked for, hexadecimal");
  CLI::App* handover = add_command(app, "handover", "核验移交包 / check a handover bundle", "FILE", request);
  add_roots(*handover, request);
  CLI::App* head = add_command(app, "head", "核验树头 / check a tree head", "FILE", request);
  add_keys(*head, request)->required();
  CLI::Option* since = head->add_option("--since", request.earlier, "较早的树头 / an earlier tree head");
  CLI::Option* path = head->add_option("--proof", request.path,
                                       "一致性证明，每行一个 base64 / consistency proof, base64 lines");
  head->add_option("--witness", request.witness,
                   "见证人及其公钥或证书 / witness and its key or certificate, NAME=FILE");
  since->needs(path);
  path->needs(since);
  CLI::App* draw = add_command(app, "draw", "核验并重做抽取 / check a draw and repeat it", "FILE", request);
  add_roots(*draw, request);
  add_keys(*draw, request);
  draw->add_option("--replaced", request.replaced,
                   "被替代的抽取 / record of the draw that it took the place of");
  add_command(app, "case", "核验导出的案卷 / check an exported case", "FILE", request);
  CLI::App* report =
      add_command(app, "report", "由导出的账本重算年度报告数据 / recount an annual report from the ledger",
                  "FILE", request);
  report->add_option("--ledger", request.ledger, "导出的账本 / folder of the exported ledger")->required();
  add_roots(*report, request);
  add_keys(*report, request);
  CLI::App* document = add_command(
      app, "document", "核验文书的签名 / check a document against its signed note", "PDF", request);
  document->add_option("--note", request.note, "文书的签名文件 / its signed note")->required();
  add_keys(*document, request)->required();
  audits = {{"package", audit::audit_package},
            {"ledger", audit::audit_ledger},
            {"certificate", audit::audit_certificate},
            {"crl", audit::audit_crl},
            {"ocsp", audit::audit_ocsp},
            {"handover", audit::audit_handover},
            {"head", audit::audit_head},
            {"draw", audit::audit_draw},
            {"case", audit::audit_case},
            {"report", audit::audit_annual_report},
            {"document", audit::audit_document}};
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("印信离线核验程序 / Yinxin offline checker", "yinxin-audit");
  app.require_subcommand(1);
  app.set_version_flag("--version", "yinxin-audit 0.1.0");
  app.footer("退出码 / exit: 0 通过 PASS, 1 不通过 FAIL, 2 用法或文件错误 / usage or files");
  bool json = false;
  app.add_flag("--json", json, "以 JSON 输出 / print JSON");
  app.fallthrough();
  audit::Request request;
  std::map<std::string, Audit> audits;
  declare(app, request, audits);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUnusable;
  }
  const auto report = audits.at(app.get_subcommands().front()->get_name())(request);
  if (!report) {
    std::cerr << "无法核验 / cannot check: " << base::describe(report.error()) << "\n";
    return kUnusable;
  }
  std::cout << (json ? report->to_json() + "\n" : report->to_text());
  return report->pass() ? 0 : kFailed;
}
