// The frame of every signed operation: who asks (RFC 9421), whether the same request was answered before
// (idempotency, decisions.md 8), and the answer stored in the act's own commit.
#pragma once

#include <functional>

#include "endpoints/services.hpp"
#include "http/json_reader.hpp"
#include "http/json_writer.hpp"
#include "http/message_signature.hpp"

namespace yinxin::endpoints {

/// Proves who signed a request. keyid "officer:<id>" is an active officer's certificate; "key:<base64 of X ||
/// Y>" is the key itself, for applicants and holders, who prove no more than that they have it.
class Authenticator {
 public:
  Authenticator(const base::Clock& clock, officers::Service& officers);
  /// Errors: those of http::SignatureVerifier; Unauthenticated `officers.not_active`; those that
  /// officers::Service::Acting::refused names, told to nobody but who has the key.
  base::Result<officers::Actor> authenticate(const http::Request& request);

 private:
  officers::Service& officers_;
  // Nonces are remembered apart: keys that anybody can make do not fill the memory that officers need.
  http::SignatureVerifier of_officers_;
  http::SignatureVerifier of_keys_;
};

/// One signed write on its way. Copies share the same request.
class Call {
 public:
  const officers::Actor& actor() const;
  const http::Request& request() const;  // valid until answered

  /// For services that report a T: stores the answer of this request in the commit that carries the act.
  template <class T>
  store::Remember<T> remember(int status, std::function<std::string(const T&)> to_json) const {
    return [self = *this, status, to_json](store::WriteSet& set, const T& outcome) {
      self.store_answer(set, status, to_json(outcome));
    };
  }
  /// The completion that goes with remember(): answers what was stored, or the error's problem document.
  template <class T>
  base::Completion<T> completion() const {
    return [self = *this](base::Result<T> result) {
      if (result)
        self.answer_stored();
      else
        self.fail(std::move(result).error());
    };
  }
  /// For acts that are finished without an outcome to wait for.
  void store_answer(store::WriteSet& set, int status, std::string json) const;
  void answer_stored() const;
  /// For what changes nothing: answers, and keeps no answer.
  void answer(int status, std::string json) const;
  /// Answers what the same request was answered, when the failure is that it came twice at once.
  void fail(base::Error error) const;

 private:
  friend http::Route signed_raw_write(const Office&, std::string, http::Method, std::string,
                                      std::function<void(Call)>, std::size_t);
  struct State;
  explicit Call(std::shared_ptr<State> state) : state_(std::move(state)) {}
  std::shared_ptr<State> state_;
};

inline constexpr std::size_t kMaxSignedBody = 4 * 1024 * 1024;

/// A route for a signed write with a JSON body. Needs an Idempotency-Key field of 16 to 64 printable
/// characters: Malformed `officers.request.key`. The same key with another request is Refused
/// `officers.request.reused`; the same request again gets the stored answer, with the field
/// `Idempotency-Replayed: true`. An empty body reads as {}.
http::Route signed_write(const Office& services, std::string name, http::Method method, std::string path,
                         std::function<void(Call, const http::JsonReader&)> handle,
                         std::size_t max_body = kMaxSignedBody);

/// The same with a body that is no JSON: the handler reads call.request(), its Content-Type included.
http::Route signed_raw_write(const Office& services, std::string name, http::Method method, std::string path,
                             std::function<void(Call)> handle, std::size_t max_body);

/// A route for a signed read (GET): the actor is proved, nothing is stored.
http::Route signed_read(
    const Office& services, std::string name, std::string path,
    std::function<void(const officers::Actor&, const http::Request&, http::Responder)> handle);

/// Page of a list: ?after=<last of the page before>&limit=<1..200, 50 unless told>. Errors: Malformed
/// `http.page`.
struct Page {
  std::string after;
  std::int64_t limit = 50;
};
base::Result<Page> read_page(const http::Request& request);

}  // namespace yinxin::endpoints
