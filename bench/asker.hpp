// Signed requests (src/http/SIGNATURES.md) of officers and applicants: sent at once, or as octets for a load
// that is prepared before the clock starts. What is answered with an error throws.
#pragma once

#include "crypto/sm2.hpp"
#include "http/client.hpp"
#include "http/json_reader.hpp"
#include "http/json_writer.hpp"
#include "report.hpp"

namespace yinxin::bench {

class Asker {
 public:
  /// `client` is used by one thread at a time. `officer`: id of an account; empty: known by the key alone.
  Asker(std::shared_ptr<http::Client> client, const std::string& officer, crypto::Sm2PrivateKey key);

  http::JsonReader post(const std::string& target, const std::string& json) const;
  base::Bytes get(const std::string& target) const;
  /// The request as it goes on the wire, signed now: the server takes it for http::kSignatureWindow.
  std::string signed_octets(const std::string& target, const std::string& json) const;
  const crypto::Sm2PrivateKey& key() const { return key_; }

 private:
  http::Request signed_post(const std::string& target, const std::string& json) const;
  void sign(http::Request& request) const;

  std::shared_ptr<http::Client> client_;
  std::string key_id_;
  crypto::Sm2PrivateKey key_;
};

/// The body of a 2xx answer; throws otherwise.
base::Bytes body_of(base::Result<http::Response> response);
/// The request as it goes on the wire.
std::string octets_of(const http::Request& request);
/// {"event": …, "inputs": {…}}: `inputs` writes its members.
template <class Inputs>
std::string event_json(const char* event, const Inputs& inputs) {
  http::JsonWriter json;
  json.object([&] {
    json.text("event", event);
    json.object("inputs", [&] { inputs(json); });
  });
  return json.text();
}

}  // namespace yinxin::bench
