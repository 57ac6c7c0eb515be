// The subcommands of messages between organisations and of what is filed by them.
#include "exchange_command.hpp"
#include "filing_command.hpp"
#include "verb.hpp"
#include "verbs.hpp"

namespace yinxin::command_line {
namespace {

constexpr const char* kId = "报送编号 / id of the filing";

template <class Options>
void add_letter(Verb<Options>& verb) {
  constexpr std::vector<std::string> Options::*kDeeds = &Options::deeds;
  constexpr std::vector<std::string> Options::*kFiles = &Options::files;
  verb.need("--deed", kDeeds, "环节=填写内容（JSON）文件，可重复 / EVENT[#ITEM]=FILE, repeated")
      .may("--file", kFiles, "所附文件，可重复 / file that inputs name, repeated");
}

void add_filing(CLI::App* group, Act& act) {
  using O = FilingOpenOptions;
  Verb<O> open(group, act, "open", "向主管部门报送（合规专员、机构负责人） / file with an authority",
               filing_open);
  open.by_officer()
      .need("--procedure", &O::procedure, "事项，如 rules_filing / procedure")
      .may("--authority", &O::authority, "受理机关，只有一个时可不写 / peer")
      .may("--scope", &O::scope, "辖区 / region")
      .may("--own-case", &O::own_case, "本机构的案件 / our own case")
      .may("--id-out", &O::id_out, "报送编号写入文件 / file for the id");
  add_letter(open);
  Verb<FilingAddOptions> add(group, act, "add", "在已有报送中继续报送 / another letter of a filing",
                             filing_add);
  add.by_officer().need("--id", &FilingAddOptions::id, kId);
  add_letter(add);
  using L = FilingListOptions;
  Verb(group, act, "list", "列出报送 / list filings", filing_list)
      .by_officer()
      .may("--peer", &L::peer, "往来机构 / peer")
      .may("--procedure", &L::procedure, "事项 / procedure")
      .may("--state", &L::state, "sent, received, open, returned, ended")
      .may("--case", &L::number, "主管部门的案件编号 / case number at the authority")
      .flag("--matters", &L::matters, "只列有未随办事项的 / where our own case did not follow");
  Verb(group, act, "show", "往来情况 / its letters", filing_show)
      .by_officer()
      .need("--id", &FilingShowOptions::id, kId)
      .flag("--json", &FilingShowOptions::json, "原样输出 / the answer as it came");
  using F = FilingFileOptions;
  Verb(group, act, "file", "保存所附文件 / keep a file of a letter", filing_file)
      .by_officer()
      .need("--id", &F::id, kId)
      .need("--letter", &F::letter, "消息编号 / id of the letter")
      .may("--position", &F::position, "第几个文件，从 0 起 / which file")
      .may("--reason", &F::reason, "查看理由，记录在案 / reason of the look, on record")
      .need("--out", &F::out, "保存为 / file");
  using S = FilingSettleOptions;
  Verb(group, act, "settle", "处理未随办的事项 / settle what our own case did not follow", filing_settle)
      .by_officer()
      .need("--id", &S::id, kId)
      .need("--letter", &S::letter, "消息编号 / id of the letter")
      .need("--position", &S::position, "对方案件中的序号，文书为 -1 / of the step there; -1: the document")
      .flag("--again", &S::again, "再次办理 / try once more")
      .may("--reason", &S::reason, "不再跟进的理由 / reason to set it aside");
}

}  // namespace

void add_filings(CLI::App& program, Act& act) {
  CLI::App* exchange = add_group(program, "exchange", "机构间报送 / messages between organisations");
  using K = ExchangeKeysOptions;
  Verb(exchange, act, "keys", "生成并出示本机构的报送密钥 / make and show this organisation's keys",
       exchange_keys)
      .need("--socket", &K::socket, "签名服务套接字 / the signer's socket")
      .need("--organisation", &K::organisation, "本机构标识 / how others name us")
      .need("--address", &K::address, "http://host:port")
      .may("--key", &K::key, "签名密钥 / key that signs")
      .may("--seal-key", &K::seal_key, "解密密钥 / key that opens");
  using L = ExchangeListOptions;
  Verb(exchange, act, "list", "列出消息 / list messages", exchange_list)
      .by_officer()
      .may("--box", &L::box, "out 发出，in 收到 / out or in")
      .may("--state", &L::state, "状态 / state");
  add_filing(add_group(program, "filing", "报送事项 / filings with an authority"), act);
}

}  // namespace yinxin::command_line
