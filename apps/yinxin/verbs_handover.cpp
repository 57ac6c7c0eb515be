// The subcommands by which one provider hands its service over to another.
#include "handover_command.hpp"
#include "verb.hpp"
#include "verbs.hpp"

namespace yinxin::command_line {

void add_handover(CLI::App& program, Act& act) {
  CLI::App* handover = add_group(program, "handover", "业务承接（第二十九条） / a service is handed over");
  using Q = HandoverRequestOptions;
  Verb(handover, act, "request", "承接方：生成密钥和证书请求 / the taker: make keys and requests",
       handover_request)
      .settings()
      .need("--authority", &Q::authority,
            "移交方签发机构证书 / certificate of the sender's issuing authority")
      .need("--out", &Q::out, "目录，须不存在 / folder, made new");
  using C = HandoverCertifyOptions;
  Verb(handover, act, "certify",
       "移交方：为承接方密钥签发证书（安全管理员） / the sender: certify the taker's keys", handover_certify)
      .by_officer()
      .may("--authority", &C::authority, "签发机构 / issuing authority")
      .need("--ocsp-request", &C::ocsp_request, "承接方的 ocsp.p10 / the taker's request")
      .need("--crl-request", &C::lists_request, "承接方的 lists.p10 / the taker's request")
      .may("--out", &C::out, "证书另存目录 / folder for the certificates");
  using X = HandoverExportOptions;
  Verb(handover, act, "export", "移交方：导出移交包（服务运行时亦可） / the sender: write the bundle",
       handover_export)
      .settings()
      .need("--to", &X::to, "承接方的 data.pem / the taker's key")
      .need("--out", &X::out, "移交包，须不存在 / file, made new");
  using I = HandoverImportOptions;
  Verb(handover, act, "import", "承接方：导入移交包（服务已停止） / the taker: import the bundle",
       handover_import)
      .settings()
      .need("--file", &I::file, "移交包 / the bundle")
      .need("--root", &I::roots, "移交方根证书，可重复 / root of the sender, repeated");
  using R = HandoverRecordOptions;
  Verb(handover, act, "record", "承接方：查看承接的一份记录 / the taker: open a record", handover_record)
      .settings()
      .need("--authority", &R::authority, "承接的签发机构编号 / taken-1-issuing-1")
      .need("--name", &R::name, "移交包中的文件 / file of the bundle")
      .need("--reason", &R::reason, "查看理由 / why")
      .need("--out", &R::out, "保存为 / file");
}

}  // namespace yinxin::command_line
