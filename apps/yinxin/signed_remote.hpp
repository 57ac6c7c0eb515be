// A provider's server as officers, applicants and holders see it: every request is signed
// (src/http/SIGNATURES.md).
#pragma once

#include "crypto/sm2.hpp"
#include "http/json_reader.hpp"
#include "remote.hpp"

namespace yinxin::command_line {

/// Who asks whom; part of the options of every signed command.
struct SignedAs {
  std::string server;   ///< "http://127.0.0.1:8080"
  std::string officer;  ///< id of the account; empty: an applicant or holder, who is known by the key alone
  std::string key;      ///< key file
};

class SignedRemote {
 public:
  /// Errors: Malformed `yinxin.server`; those of read_key().
  static base::Result<SignedRemote> open(const SignedAs& as);
  /// By a key that is in no file. Errors: Malformed `yinxin.server`.
  static base::Result<SignedRemote> with_key(const std::string& server, crypto::Sm2PrivateKey key);

  /// The answer's body. A server whose demonstration clock stands elsewhere than our signature says (401) is
  /// asked once more with its own time. Errors: those of http::Client, http::sign and body_of().
  base::Result<base::Bytes> get(const std::string& target);
  /// A JSON body under one Idempotency-Key: when the connection is lost or the server has no room (503), the
  /// same request is sent again with a new nonce, at most five times. Errors: as get().
  base::Result<base::Bytes> post(const std::string& target, const std::string& json);
  /// The same with another body.
  base::Result<base::Bytes> post_file(const std::string& target, std::string_view media_type,
                                      base::Bytes body);

  /// Both, with the answer read as JSON. Errors: also Malformed `http.json.syntax`.
  base::Result<http::JsonReader> get_json(const std::string& target);
  base::Result<http::JsonReader> post_json(const std::string& target, const std::string& json);

  /// By the server's clock, as its last answer told; the machine's before the first.
  base::Time now() const { return clock_.now(); }
  const crypto::Sm2PrivateKey& key() const { return key_; }

 private:
  SignedRemote(std::unique_ptr<http::Client> client, crypto::Sm2PrivateKey key, std::string key_id)
      : client_(std::move(client)), key_(std::move(key)), key_id_(std::move(key_id)) {}
  base::Result<http::Response> send_in_time(const http::Request& request);
  base::Result<http::Response> send_once(http::Request request);
  base::Result<base::Bytes> send(const http::Request& request);

  std::unique_ptr<http::Client> client_;
  crypto::Sm2PrivateKey key_;
  std::string key_id_;
  ServerClock clock_;
};

}  // namespace yinxin::command_line
