#include "signer/daemon/key_store.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "base/files.hpp"
#include "crypto/random.hpp"
#include "crypto/sm2_encryption.hpp"
#include "crypto/sm4.hpp"
#include "signer/unix_socket.hpp"

namespace yinxin::signer {
namespace {

using base::ErrorKind;
using base::make_error;
using base::Result;

constexpr std::string_view kKeyMagic = "yxkey 2\n";
constexpr std::string_view kClassMagic = "yxclass2";
constexpr std::string_view kClassContent = "class";
constexpr std::string_view kTrial = "yinxin-signerd key trial";
constexpr std::size_t kMaxKeyFileBytes = 16 * 1024;

base::Error wrong_credential(std::string detail) {
  return make_error(ErrorKind::Refused, "signer.credential", std::move(detail));
}

base::Error bad_folder(std::string detail) {
  return make_error(ErrorKind::Refused, "signer.keys_folder", std::move(detail));
}

base::Error bad_key_file(const std::string& id, std::string_view what) {
  return make_error(ErrorKind::Internal, "signer.key_file", id + ": " + std::string(what));
}

base::Bytes key_head(const KeySpec& spec, const crypto::Sm2PublicKey& public_key) {
  FieldWriter header;
  write_key_spec(header, spec);
  header.fixed(public_key.point());
  FieldWriter out;
  out.fixed(base::as_bytes(kKeyMagic)).octets(std::move(header).take());
  return std::move(out).take();
}

base::Error refused_opening(std::string detail) {
  return make_error(ErrorKind::Refused, "signer.refused", std::move(detail));
}

base::Bytes class_head(KeyClass key_class, const ShareSet& set) {
  FieldWriter out;
  out.fixed(base::as_bytes(kClassMagic)).u8(static_cast<std::uint8_t>(key_class));
  out.fixed(set.id).u8(set.threshold);
  return std::move(out).take();
}

Result<StoredKey> parse_key_file(const std::string& id, base::ByteView file) {
  FieldReader in(file);
  const base::ByteView magic = in.fixed(kKeyMagic.size());
  FieldReader header(in.octets(kMaxKeyFileBytes));
  StoredKey key;
  key.spec = read_key_spec(header);
  auto public_key = crypto::Sm2PublicKey::from_point(header.fixed(crypto::Sm2PublicKey::kPointSize));
  key.sealed = base::to_bytes(in.rest());
  key.head = base::to_bytes(file.first(file.size() - key.sealed.size()));
  if (!in.complete() || !header.complete() || base::as_text(magic) != kKeyMagic || !public_key) {
    return bad_key_file(id, "not a key file");
  }
  if (key.spec.id != id) return bad_key_file(id, "holds another key than its name says");
  key.public_key = std::move(public_key).value();
  return key;
}

/// The folder is ours alone: whoever can write into it can put back an old state.
Result<void> check_folder(const std::string& folder) {
  if (mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return bad_folder(with_errno("making it"));
  struct stat info {};
  if (lstat(folder.c_str(), &info) != 0) return bad_folder(with_errno("looking at it"));
  if (!S_ISDIR(info.st_mode)) return bad_folder("not a folder");
  if (info.st_uid != geteuid()) return bad_folder("belongs to another user");
  if ((info.st_mode & 077) != 0) return bad_folder("open to others; it must be 0700");
  return {};
}

/// A data key there and back.
Result<void> try_unwrapping(const KeySpec& spec, const crypto::Sm2PublicKey& expected, Backend& backend) {
  const base::SecretBytes trial = crypto::random_secret(kDataKeyBytes);
  YX_TRY(const base::Bytes wrapped, crypto::sm2_encrypt(expected, trial.reveal()));
  const auto back = backend.unwrap(spec.id, wrapped);
  if (!back || !base::equal_constant_time(back->reveal(), trial.reveal()))
    return bad_key_file(spec.id, "it does not decrypt what was encrypted to it");
  return {};
}

Result<void> try_signing(const KeySpec& spec, const crypto::Sm2PublicKey& expected, Backend& backend) {
  const crypto::Sm3Digest digest = crypto::sm2_digest(expected, base::as_bytes(kTrial));
  YX_TRY(const auto signatures, backend.sign(spec.id, {&digest, 1}));
  if (signatures.size() != 1 || !crypto::sm2_verify(expected, base::as_bytes(kTrial), signatures[0])) {
    return bad_key_file(spec.id, "its trial signature does not verify");
  }
  return {};
}

/// Loads the key into the backend and has it do once what it is for: a key that does not work is never used.
Result<void> load_and_try(const KeySpec& spec, const crypto::Sm2PublicKey& expected,
                          const base::SecretBytes& secret, Backend& backend) {
  YX_TRY(const crypto::Sm2PublicKey loaded, backend.load(spec.id, secret));
  if (!(loaded == expected)) return bad_key_file(spec.id, "its secret belongs to another public key");
  return spec.limits.purposes == kUnwrapData ? try_unwrapping(spec, expected, backend)
                                             : try_signing(spec, expected, backend);
}

}  // namespace

std::string_view class_name(KeyClass key_class) {
  switch (key_class) {
    case KeyClass::Ceremony:
      return "ceremony";
    case KeyClass::Quorum:
      return "quorum";
    case KeyClass::Online:
      return "online";
  }
  return "";
}

Result<KeyStore> KeyStore::open(const std::string& folder, bool ceremony, bool initialise) {
  KeyStore store;
  store.folder_ = folder;
  store.ceremony_ = ceremony;
  store.initialise_ = initialise || ceremony;
  YX_CHECK(check_folder(folder));
  YX_CHECK(store.read_folder());
  store.watch_locking(base::SecretBytes(1));  // before any secret is here, say what they may expect
  return store;
}

Result<void> KeyStore::read_folder() {
  std::error_code failed;
  std::filesystem::directory_iterator files(folder_, failed);
  for (; !failed && files != std::filesystem::directory_iterator(); files.increment(failed)) {
    const std::filesystem::path path = files->path();
    if (path.extension() == ".class") {
      const bool of_ceremony = path.stem() == class_name(KeyClass::Ceremony);
      if (of_ceremony != ceremony_) return bad_folder("holds a class that does not belong in this mode");
    }
    if (path.extension() != ".key") continue;
    const std::string id = path.stem().string();
    YX_TRY(const base::Bytes file, base::read_file(path, kMaxKeyFileBytes));
    YX_TRY(StoredKey key, parse_key_file(id, file));
    if ((key.spec.key_class == KeyClass::Ceremony) != ceremony_) {
      return bad_folder(id + " is a key that does not belong in this mode");
    }
    keys_.emplace(id, std::move(key));
  }
  if (failed) return bad_folder(failed.message());
  return {};
}

const StoredKey* KeyStore::find(std::string_view id) const {
  const auto found = keys_.find(id);
  return found == keys_.end() ? nullptr : &found->second;
}

std::string KeyStore::class_path(KeyClass key_class) const {
  return folder_ + "/" + std::string(class_name(key_class)) + ".class";
}

Result<std::optional<KeyStore::ClassFile>> KeyStore::read_class_file(KeyClass key_class) const {
  const auto content = base::read_file(class_path(key_class), kMaxKeyFileBytes);
  if (!content && content.error().kind == ErrorKind::NotFound) return std::optional<ClassFile>();
  if (!content) return content.error();
  FieldReader in(*content);
  in.fixed(kClassMagic.size() + 1);
  ClassFile file;
  std::ranges::copy(in.fixed(file.set.id.size()), file.set.id.begin());
  file.set.threshold = in.u8();
  file.sealed = base::to_bytes(in.rest());
  file.head = class_head(key_class, file.set);
  if (in.failed() || !base::equal(file.head, base::ByteView(*content).first(file.head.size()))) {
    return bad_key_file(std::string(class_name(key_class)), "not a class file");
  }
  return std::optional(std::move(file));
}

Result<void> KeyStore::write_class_file(KeyClass key_class, const ShareSet& set,
                                        const base::SecretBytes& credential) const {
  base::Bytes file = class_head(key_class, set);
  base::append(file, crypto::seal(credential, base::as_bytes(kClassContent), class_head(key_class, set)));
  const auto written = base::write_file_durably(class_path(key_class), file, 0600);
  if (!written) return make_error(ErrorKind::Unavailable, "signer.key_file", base::describe(written.error()));
  return {};
}

Result<void> KeyStore::check_may_set_up(KeyClass key_class) const {
  const auto of_class = [&](const auto& entry) { return entry.second.spec.key_class == key_class; };
  const bool has_keys = std::any_of(keys_.begin(), keys_.end(), of_class);
  if (!initialise_ || has_keys) return wrong_credential("the class has no credential yet");
  return {};
}

Result<void> KeyStore::check_credential(KeyClass key_class, const ShareSet& set,
                                        const base::SecretBytes& credential) const {
  YX_TRY(const std::optional<ClassFile> file, read_class_file(key_class));
  if (!file) {
    YX_CHECK(check_may_set_up(key_class));
    return write_class_file(key_class, set, credential);
  }
  const auto opened = crypto::open(credential, file->sealed, file->head);
  if (!opened) return wrong_credential("not the credential of this class");
  return {};
}

Result<void> KeyStore::check_share_set(KeyClass key_class, const ShareSet& set) const {
  if (key_class != KeyClass::Quorum || ceremony_) return refused_opening("only the quorum class has shares");
  YX_TRY(const std::optional<ClassFile> file, read_class_file(key_class));
  if (!file) return check_may_set_up(key_class);
  if (file->set != set) return refused_opening("a share of another splitting than the class's");
  return {};
}

Result<void> KeyStore::unlock(KeyClass key_class, base::ByteView credential, Backend& backend) {
  if (key_class == KeyClass::Quorum && !initialise_)
    return refused_opening("the quorum class opens by its custodians' shares");
  return open_class(key_class, {}, credential, backend);
}

Result<void> KeyStore::unlock_shared(KeyClass key_class, const ShareSet& set, base::ByteView credential,
                                     Backend& backend) {
  YX_CHECK(check_share_set(key_class, set));
  return open_class(key_class, set, credential, backend);
}

Result<void> KeyStore::open_class(KeyClass key_class, const ShareSet& set, base::ByteView credential,
                                  Backend& backend) {
  if ((key_class == KeyClass::Ceremony) != ceremony_) {
    return refused_opening("a class that this daemon never opens");
  }
  if (credential.size() != kCredentialBytes) return wrong_credential("not 32 octets");
  base::SecretBytes class_key = base::SecretBytes::copy_of(credential);
  YX_CHECK(check_credential(key_class, set, class_key));
  if (is_unlocked(key_class)) return {};
  for (const auto& [id, key] : keys_) {
    if (key.spec.key_class != key_class) continue;
    const auto secret = crypto::open(class_key, key.sealed, key.head);
    if (!secret) return bad_key_file(id, "does not open with its class's credential");
    watch_locking(*secret);
    YX_CHECK(load_and_try(key.spec, key.public_key, *secret, backend));
  }
  watch_locking(class_key);
  class_keys_[key_class] = std::move(class_key);
  return {};
}

Result<void> KeyStore::enter(const KeySpec& spec, const MadeKey& made, Backend& backend) {
  const auto class_key = class_keys_.find(spec.key_class);
  if (class_key == class_keys_.end())
    return make_error(ErrorKind::Refused, "signer.locked", "its class is locked");
  YX_CHECK(load_and_try(spec, made.public_key, made.secret, backend));
  StoredKey key;
  key.spec = spec;
  key.public_key = made.public_key;
  key.head = key_head(spec, made.public_key);
  key.sealed = crypto::seal(class_key->second, made.secret.reveal(), key.head);
  watch_locking(made.secret);
  base::Bytes file = key.head;
  base::append(file, key.sealed);
  const auto written = base::write_file_durably(folder_ + "/" + spec.id + ".key", file, 0600);
  if (!written) return make_error(ErrorKind::Unavailable, "signer.key_file", base::describe(written.error()));
  keys_.emplace(spec.id, std::move(key));
  return {};
}

}  // namespace yinxin::signer
