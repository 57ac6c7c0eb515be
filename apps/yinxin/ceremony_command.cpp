#include "ceremony_command.hpp"

#include "base/files.hpp"
#include "ceremony.hpp"
#include "child_daemon.hpp"
#include "crypto/random.hpp"
#include "crypto/sm4.hpp"
#include "rules_folder.hpp"

namespace yinxin::command_line {

using authority::Authority;
using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr unsigned kThreshold = 3;  // of the quorum's custodians (decisions.md 1)
constexpr unsigned kCustodians = 5;
constexpr mode_t kSecretMode = 0600;
constexpr mode_t kPublicMode = 0644;
constexpr std::chrono::days kIssuingLongest{1827};  // holders' certificates: at most five years
constexpr std::string_view kProvider = "provider";
constexpr std::string_view kRegulator = "regulator";
constexpr std::chrono::days kOperationsLongest{
    366};  // officers' certificates: at most one year (decisions.md 1)

/// Random unlock secrets of the classes that have one, given to the daemons and kept in the folder: for the
/// demonstration only.
Result<void> set_credentials(const std::filesystem::path& folder, signer::Client& everyday,
                             signer::Client& ceremony) {
  struct Class {
    const char* file;
    signer::KeyClass key_class;
    signer::Client& daemon;
  };
  for (const Class& one : {Class{"online.key", signer::KeyClass::Online, everyday},
                           Class{"ceremony.key", signer::KeyClass::Ceremony, ceremony}}) {
    const base::SecretBytes credential = crypto::random_secret(crypto::kSealKeySize);
    YX_CHECK(base::write_file_durably(folder / one.file, credential.reveal(), kSecretMode));
    YX_CHECK(one.daemon.unlock(one.key_class, credential));
  }
  return {};
}

/// No custodian goes home with a share that opens nothing: every text, with its two neighbours, gives the
/// credential.
Result<void> check_shares(const std::vector<base::SecretBytes>& texts, const base::SecretBytes& credential) {
  for (std::size_t first = 0; first < texts.size(); ++first) {
    std::vector<crypto::SecretShare> some;
    for (std::size_t i = 0; i < kThreshold; ++i) {
      YX_TRY(signer::KeyShare share, signer::read_share_text(texts[(first + i) % texts.size()].reveal()));
      some.push_back(std::move(share.share));
    }
    YX_TRY(const base::SecretBytes together, crypto::combine_shares(some));
    if (!base::equal_constant_time(together.reveal(), credential.reveal()))
      return make_error(ErrorKind::Internal, "yinxin.ceremony.shares", "shares do not give the credential");
  }
  return {};
}

/// The quorum's credential exists in this function only; what is left of it are the shares.
Result<void> share_quorum(const std::filesystem::path& folder, signer::Client& everyday) {
  const base::SecretBytes credential = crypto::random_secret(crypto::kSealKeySize);
  const auto shares = signer::share_credential(credential, kThreshold, kCustodians);
  std::vector<base::SecretBytes> texts;
  for (const signer::KeyShare& one : shares) texts.push_back(signer::write_share_text(one));
  YX_CHECK(check_shares(texts, credential));
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::string name = "share-" + std::to_string(shares[i].share.index) + ".txt";
    YX_CHECK(base::write_file_durably(folder / name, texts[i].reveal(), kSecretMode));
  }
  for (std::size_t i = 0; i < kThreshold; ++i) {
    YX_TRY(const signer::ShareProgress progress, everyday.unlock_share(signer::KeyClass::Quorum, shares[i]));
    if (progress.unlocked != (i + 1 == kThreshold))
      return make_error(ErrorKind::Internal, "yinxin.ceremony.shares",
                        "the class did not open with the third");
  }
  return {};
}

std::string index_of(const std::vector<Authority>& authorities) {
  std::string toml = "# Written by `yinxin ceremony`, read by `yinxin init`.\n";
  for (const Authority& one : authorities) {
    toml += "\n[[authority]]\nid = \"" + one.id + "\"\nrole = \"" + one.role + "\"\nissuer = \"" +
            one.issuer + "\"\nkey_id = \"" + one.key_id + "\"\ncertificate = \"" + one.id + ".pem\"\n";
  }
  return toml;
}

Result<void> write_public(const std::filesystem::path& folder, const std::vector<Authority>& authorities) {
  for (const Authority& one : authorities) {
    YX_CHECK(base::write_file_durably(folder / (one.id + ".pem"), base::as_bytes(one.certificate.to_pem()),
                                      kPublicMode));
  }
  return base::write_file_durably(folder / kAuthorityIndex, base::as_bytes(index_of(authorities)),
                                  kPublicMode);
}

void say(std::ostream& out, const Authority& one) {
  out << "  " << one.id << "：" << one.certificate.tbs().subject.to_text() << "\n    SM3 "
      << base::to_hex(one.certificate.fingerprint()) << "\n";
}

Result<std::vector<Authority>> make_authorities(Ceremony& ceremony, const CeremonyOptions& options,
                                                const std::filesystem::path& crl_folder, std::ostream& out) {
  std::vector<Authority> all;
  const auto add_root = [&](const char* id, const char* role, const std::string& name) -> Result<void> {
    YX_TRY(Authority root, ceremony.make_root(id, role, name));
    YX_TRY(const base::Bytes list, ceremony.make_root_crl(root, crl_folder.string()));
    YX_CHECK(base::write_file_durably(crl_folder / (std::string(id) + ".crl"), list, kPublicMode));
    say(out, root);
    all.push_back(std::move(root));
    return {};
  };
  const std::string mark = options.demonstration ? "（演示）" : "";
  const bool is_provider = options.office == kProvider;
  if (is_provider) {
    YX_CHECK(add_root("root", "root", "电子政务根 CA" + mark));
    YX_TRY(Authority issuing, ceremony.make_authority(all[0], "issuing-1", "issuing", "issuing-authority",
                                                      "政务签发 CA 01" + mark, kIssuingLongest));
    say(out, issuing);
    all.push_back(std::move(issuing));
  }
  YX_CHECK(add_root("operations-root", "operations_root", "运营根 CA" + mark));
  // A regulator's one authority certifies its tree-head key as well, which lasts longer than an officer's.
  YX_TRY(Authority operations, ceremony.make_authority(all.back(), kOperationsKeyId, "operations",
                                                       "operations-authority", "运营签发 CA 01" + mark,
                                                       is_provider ? kOperationsLongest : kIssuingLongest));
  say(out, operations);
  all.push_back(std::move(operations));
  return all;
}

}  // namespace

Result<void> ceremony(const CeremonyOptions& options, std::ostream& out) {
  const std::filesystem::path folder = options.folder;
  if (!options.demonstration) {
    return make_error(ErrorKind::Refused, "yinxin.ceremony.demonstration_only",
                      "only --demonstration ceremonies exist yet");
  }
  if (options.office != kProvider && options.office != kRegulator)
    return make_error(ErrorKind::Malformed, "yinxin.ceremony.office", "provider or regulator");
  std::error_code failed;
  if (!std::filesystem::create_directories(folder / "public", failed)) {
    return make_error(ErrorKind::Conflict, "yinxin.ceremony.done",
                      (folder / "public").string() + " is there already");
  }
  for (const char* part : {"keys", "unlock", "shares"}) {
    std::filesystem::create_directories(folder / part, failed);
    std::filesystem::permissions(folder / part, std::filesystem::perms::owner_all, failed);
  }
  YX_TRY(const auto rules, find_rules(options.rules));
  CeremonyPlan plan{options.organisation, options.site, options.origin, {}};
  YX_TRY(plan.profiles, x509::load_profiles(rules / "profiles"));
  const std::string socket = folder / "signer";
  YX_TRY(const ChildDaemon daemon,
         ChildDaemon::start({"--ceremony", "--initialise", "--demonstration", "--keys",
                             (folder / "keys").string(), "--socket", socket}));
  const base::SystemClock clock;
  const auto everyday = signer::Client::make(options.signer);
  const auto rooms = signer::Client::make(socket);
  out << "密钥仪式（演示，软件密码模块）\n";
  YX_CHECK(set_credentials(folder / "unlock", *everyday, *rooms));
  out << "  在线密钥与仪式密钥的开启口令已设定，存于 " << (folder / "unlock").string() << "（仅限演示）\n";
  YX_CHECK(share_quorum(folder / "shares", *everyday));
  out << "  法定人数密钥的口令分为五份，任意三份可开启，口令本身不保存；分片存于 "
      << (folder / "shares").string() << "（仅限演示：正式环境由五名保管人各执一份）\n";
  Ceremony ceremony(plan, *everyday, *rooms, clock);
  YX_TRY(const auto authorities, make_authorities(ceremony, options, folder / "public", out));
  YX_CHECK(ceremony.make_tree_head_key("tree-head-1"));
  out << "  tree-head-1：存证树头签名密钥\n";
  YX_CHECK(ceremony.make_data_key(kDataKeyId));
  out << "  " << kDataKeyId << "：数据密钥的封装密钥，只用于解封，不签名\n";
  YX_CHECK(write_public(folder / "public", authorities));
  out << "证书与撤销列表写入 " << (folder / "public").string() << "\n";
  return {};
}

}  // namespace yinxin::command_line
