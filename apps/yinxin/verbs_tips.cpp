// The subcommands of tips.
#include "tip_command.hpp"
#include "verbs.hpp"

namespace yinxin::command_line {
namespace {

constexpr const char* kTip = "举报编号 / tip";
constexpr const char* kTipKey = "本人的加密密钥文件 / one's own encryption key";
constexpr const char* kPinFile = "口令文件；不写则在终端输入 / file of the PIN; else the terminal asks";
constexpr const char* kScope = "辖区（六位代码） / region";

template <class Options>
void add_wanted(Verb<Options>& verb) {
  constexpr std::string Options::*kRegion = &Options::scope;
  constexpr std::string Options::*kReporter = &Options::reporter;
  constexpr std::string Options::*kReported = &Options::reported;
  constexpr std::string Options::*kAddress = &Options::address;
  constexpr std::string Options::*kRequest = &Options::request;
  constexpr std::string Options::*kFacts = &Options::facts;
  constexpr std::string Options::*kCodeOut = &Options::code_out;
  constexpr bool Options::*kSecret = &Options::keep_secret;
  verb.need("--scope", kRegion, kScope)
      .may("--reporter", kReporter,
           "举报人（TOML：name, number, phone, address, reply_by, other）；不写为匿名 / "
           "who reports; without it nobody is named")
      .need("--reported", kReported, "被举报人 / who is reported")
      .may("--address", kAddress, "被举报人地址 / their address")
      .may("--request", kRequest, "请求 / request")
      .need("--facts", kFacts, "事实、证据或者线索的文本文件 / text of facts and leads")
      .flag("--keep-secret", kSecret, "要求保密 / to be kept secret")
      .may("--code-out", kCodeOut, "查询码和编号写入文件 / file for query code and number");
}

template <class Options>
void add_key(Verb<Options>& verb, bool needed) {
  constexpr std::string Options::*kFile = &Options::tip_key;
  constexpr std::string Options::*kPin = &Options::pin_file;
  if (needed) verb.need("--tip-key", kFile, kTipKey);
  if (!needed)
    verb.may("--tip-key", kFile, "本人的加密密钥文件；不写则只看内容 / without it the facts alone");
  verb.may("--pin-file", kPin, kPinFile);
}

void add_reporters(CLI::App* group, Act& act) {
  using S = TipSendOptions;
  Verb<S> sent(group, act, "send", "提出举报（任何人），举报人信息在本机加密 / report a breach", tip_send);
  sent.server();
  add_wanted(sent);
  using P = TipProgressOptions;
  Verb(group, act, "progress", "凭编号和查询码查询进度 / how a tip goes", tip_progress)
      .server()
      .need("--number", &P::number, kTip)
      .need("--code", &P::code, "查询码文件 / file of the query code");
  using K = TipKeysOptions;
  Verb(group, act, "keys", "办理人员加密公钥的名称 / names of handlers' keys", tip_keys)
      .server()
      .need("--scope", &K::scope, kScope);
}

}  // namespace

void add_tips(CLI::App& program, Act& act) {
  CLI::App* group = add_group(program, "tip", "举报（监管机关） / tips with a sealed reporter");
  add_reporters(group, act);
  Verb<TipKeyOptions> made(group, act, "key", "生成举报办理人员的加密密钥 / make a handler's encryption key",
                           tip_key);
  add_key(made, true);
  Verb<TipEnrolOptions> enrolled(group, act, "enrol", "登记加密公钥（举报办理人员） / enrol it", tip_enrol);
  enrolled.by_officer();
  add_key(enrolled, true);
  using E = TipEnterOptions;
  Verb<E> entered(group, act, "enter", "登记来访、来电等举报（举报办理人员） / enter a tip for somebody",
                  tip_enter);
  constexpr std::string E::*kChannel = &E::channel;
  entered.by_officer().need("--channel", kChannel, "web, phone, mail, counter, transfer");
  add_wanted(entered);
  using O = TipOpenOptions;
  Verb<O> opened(group, act, "open", "查看内容和举报人，逐次记录 / facts and reporter; recorded each time",
                 tip_open);
  opened.by_officer().need("--number", &O::number, kTip).need("--reason", &O::reason, "理由 / why");
  add_key(opened, false);
  using H = TipShareOptions;
  Verb<H> shared(group, act, "share", "转加密给其他办理人员 / let another handler open it", tip_share);
  constexpr std::string H::*kNumber = &H::number;
  constexpr std::string H::*kReason = &H::reason;
  shared.by_officer()
      .need("--number", kNumber, kTip)
      .need("--reason", kReason, "理由 / why")
      .need("--to", &H::to, "对方加密公钥的名称 / name of the other's key");
  add_key(shared, true);
  Verb(group, act, "show", "状态和查看记录 / state and readers", tip_show)
      .by_officer()
      .need("--number", &TipShowOptions::number, kTip);
}

}  // namespace yinxin::command_line
