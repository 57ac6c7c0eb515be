// yinxin tip: tips with a sealed reporter (src/supervision/tips/TIP.md). Who reports is encrypted and read
// here; the server has neither the text nor a key that opens it.
#pragma once

#include <ostream>

#include "signed_remote.hpp"

namespace yinxin::command_line {

/// A handler's encryption key, apart from the one that signs.
struct TipKeyFile {
  std::string tip_key;   ///< PKCS#8 in PEM, encrypted with the PIN
  std::string pin_file;  ///< file that holds the PIN in its first line; empty: asked for at the terminal
};

struct TipKeyOptions : TipKeyFile {};
/// Makes the key file (0600). Errors: Conflict `yinxin.tip.key_there` (the file is there); Malformed
/// `yinxin.tip.pin` (under 8 characters); those of base::write_file_durably.
base::Result<void> tip_key(const TipKeyOptions& options, std::ostream& out);

struct TipEnrolOptions : TipKeyFile {
  SignedAs as;
};
/// Errors: those of crypto::read_private_key_pem and supervision::Tips::enrol.
base::Result<void> tip_enrol(const TipEnrolOptions& options, std::ostream& out);

/// What is reported.
struct TipWanted {
  std::string scope;     ///< region
  std::string reporter;  ///< TOML: name, number, phone, address, reply_by, other; empty: anonymous
  std::string channel = "web";
  std::string reported;
  std::string address;  ///< of whom is reported
  std::string request;
  std::string facts;  ///< file of text
  bool keep_secret = false;
  std::string code_out;  ///< file for number and query code (0600); empty: they are only shown
};

struct TipSendOptions : TipWanted {
  std::string server;
};
/// By who reports. Errors: those of base::TomlReader, supervision::seal_reporter and
/// supervision::Tips::submit.
base::Result<void> tip_send(const TipSendOptions& options, std::ostream& out);

struct TipEnterOptions : TipWanted {
  SignedAs as;
};
/// By the handler at the counter or telephone, for whom reports. Errors: as tip_send.
base::Result<void> tip_enter(const TipEnterOptions& options, std::ostream& out);

struct TipOpenOptions : TipKeyFile {
  SignedAs as;
  std::string number;
  std::string reason;
};
/// Facts and reporter; without a key file the facts alone. Errors: those of supervision::Tips::open and
/// supervision::open_reporter.
base::Result<void> tip_open(const TipOpenOptions& options, std::ostream& out);

struct TipShareOptions : TipOpenOptions {
  std::string to;  ///< name of the other handler's key, hexadecimal
};
/// Opens the tip, which is recorded, and lets that handler open it too. Errors: as tip_open; NotFound
/// `yinxin.tip.handler` (no handler's key has that name now); those of supervision::Tips::share.
base::Result<void> tip_share(const TipShareOptions& options, std::ostream& out);

struct TipKeysOptions {
  std::string server;
  std::string scope;
};
/// Names of handlers' keys, to be compared with what the office publishes elsewhere.
base::Result<void> tip_keys(const TipKeysOptions& options, std::ostream& out);

struct TipShowOptions {
  SignedAs as;
  std::string number;
};
/// State and readers.
base::Result<void> tip_show(const TipShowOptions& options, std::ostream& out);

struct TipProgressOptions {
  std::string server;
  std::string number;
  std::string code;  ///< file with the query code
};
/// For who reported. Errors: Malformed `supervision.tip.code`; NotFound `supervision.tip.none`.
base::Result<void> tip_progress(const TipProgressOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
