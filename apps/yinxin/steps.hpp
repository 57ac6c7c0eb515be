// The procedure as the command line needs it, and how a step of it is sent (src/registration,
// rules/procedures).
#pragma once

#include <functional>
#include <ostream>
#include <vector>

#include "http/json_writer.hpp"

#include "signed_remote.hpp"

namespace yinxin::command_line {

/// NAME and VALUE as they were typed; a name that stands several times is a list of texts.
using Entries = std::vector<std::pair<std::string, std::string>>;

/// Members of an object, each value by the type that `type_of` gives for its name ("integer", "flag", "texts"
/// …); a name that it does not know goes as text, for the server to refuse. Errors: Malformed `yinxin.value`
/// (no number, no true or false).
base::Result<void> write_entries(http::JsonWriter& json, const Entries& entries,
                                 const std::function<std::string(const std::string&)>& type_of);

/// "/applications/<number>" with the number fit for an address.
std::string application_path(const std::string& number);
std::string certificate_path(const std::string& serial);
std::string case_path(const std::string& number);

/// The server's published procedure.
class ProcedureText {
 public:
  static base::Result<ProcedureText> fetch(SignedRemote& remote);

  /// The Chinese name, or the word itself when there is none.
  std::string event_zh(const std::string& event) const;
  std::string state_zh(const std::string& state) const;
  /// The body of an event's request, each value by the type that the procedure gives it; a name that it does
  /// not know goes as text, for the server to refuse. Errors: Malformed `yinxin.value` (no number, no true or
  /// false).
  base::Result<std::string> request(const std::string& event, const Entries& entries) const;

 private:
  explicit ProcedureText(http::JsonReader document) : document_(std::move(document)) {}
  std::string type_of(const std::string& event, const std::string& input) const;

  http::JsonReader document_;
};

/// Sends an event to `path` (of an application or a certificate) and prints what came of it. Gives the
/// receipt.
base::Result<http::JsonReader> take_step(SignedRemote& remote, const std::string& path,
                                         const std::string& event, const Entries& entries, std::ostream& out);

}  // namespace yinxin::command_line
