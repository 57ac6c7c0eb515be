// The keys' files. A folder (0700) holds a file per key, `<id>.key`, and a file per class, `<class>.class`,
// by which a wrong credential is told from a right one. Secrets are sealed with the class's credential
// (crypto/sm4.hpp), the key's limits with them: who changes a limit in the file has a key that no longer
// opens.
//
// key file:   "yxkey 2\n" || u32 size || header || sealed secret; header = specification || public point
// (PROTOCOL.md);
//             all before the sealed secret is its associated data.
// class file: "yxclass2" || u8 class || 8 octets set id || u8 threshold || sealed "class"; all before the
// seal is its associated data. The set is that of the shares that open the class (key_share.hpp); zeros when
// it was set up with a whole credential.
#pragma once

#include <map>

#include "signer/daemon/backend.hpp"
#include "signer/message.hpp"

namespace yinxin::signer {

struct StoredKey {
  KeySpec spec;
  crypto::Sm2PublicKey public_key;
  base::Bytes head;    // what the seal binds
  base::Bytes sealed;  // the backend's secret
};

/// "ceremony", "quorum", "online".
std::string_view class_name(KeyClass key_class);

class KeyStore {
 public:
  static constexpr std::size_t kMaxKeys = 4096;

  /// A ceremony folder holds ceremony keys and nothing else; an everyday folder never holds one. The folder
  /// is made when it is missing. `initialise`: the first credential given for a class without any becomes its
  /// credential. Errors: Refused `signer.keys_folder` (not 0700, another owner, a key of the wrong kind),
  /// Internal `signer.key_file`.
  static base::Result<KeyStore> open(const std::string& folder, bool ceremony, bool initialise);

  const std::map<std::string, StoredKey, std::less<>>& keys() const { return keys_; }
  /// Null when there is none.
  const StoredKey* find(std::string_view id) const;
  bool is_unlocked(KeyClass key_class) const { return class_keys_.contains(key_class); }
  bool any_unlocked() const { return !class_keys_.empty(); }
  /// The kernel locked the pages of every secret so far.
  bool memory_locked() const { return memory_locked_; }

  /// Opens all keys of the class into the backend; each must work once. A class that is open already only has
  /// its credential checked. The quorum class opens with a whole credential only where `initialise` was
  /// given. Errors: Refused `signer.credential`; Refused `signer.refused` (a class this daemon never opens,
  /// or not in this way); Internal `signer.key_file` (damaged: the class stays locked).
  base::Result<void> unlock(KeyClass key_class, base::ByteView credential, Backend& backend);
  /// Whether shares of this set may open the class: the quorum class, and the set it was set up with, or any
  /// where it may be set up. Errors: Refused `signer.refused`, Refused `signer.credential` (never set up).
  base::Result<void> check_share_set(KeyClass key_class, const ShareSet& set) const;
  /// As unlock(), with the credential that the shares of this set gave.
  base::Result<void> unlock_shared(KeyClass key_class, const ShareSet& set, base::ByteView credential,
                                   Backend& backend);

  /// Loads a key that was just made, tries it, and writes its file, durable on return. Its class is unlocked.
  /// Errors: Unavailable `signer.key_file` (disk).
  base::Result<void> enter(const KeySpec& spec, const MadeKey& made, Backend& backend);

 private:
  base::Result<void> read_folder();
  struct ClassFile {
    ShareSet set;
    base::Bytes head;  // what the seal binds
    base::Bytes sealed;
  };
  /// Nothing when the class was never set up.
  base::Result<std::optional<ClassFile>> read_class_file(KeyClass key_class) const;
  base::Result<void> write_class_file(KeyClass key_class, const ShareSet& set,
                                      const base::SecretBytes& credential) const;
  base::Result<void> check_may_set_up(KeyClass key_class) const;
  base::Result<void> check_credential(KeyClass key_class, const ShareSet& set,
                                      const base::SecretBytes& credential) const;
  base::Result<void> open_class(KeyClass key_class, const ShareSet& set, base::ByteView credential,
                                Backend& backend);
  std::string class_path(KeyClass key_class) const;
  void watch_locking(const base::SecretBytes& secret) { memory_locked_ = memory_locked_ && secret.locked(); }

  std::string folder_;
  bool ceremony_ = false;
  bool initialise_ = false;
  bool memory_locked_ = true;
  std::map<std::string, StoredKey, std::less<>> keys_;
  std::map<KeyClass, base::SecretBytes> class_keys_;
};

}  // namespace yinxin::signer
