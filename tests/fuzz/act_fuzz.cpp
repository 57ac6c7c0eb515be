// An officer's act as a server that was taken over may hand it to the signer: the base and the content are
// read, or refused as an act, never anything else. The first octet says which of the two it is.
#include <cstdlib>

#include "signer/daemon/signed_act.hpp"
#include "signer/types.hpp"

namespace {

using namespace yinxin;
using namespace yinxin::signer;

void require(bool fact) {
  if (!fact) std::abort();
}

void read_base(base::ByteView text) {
  const auto act = read_act_base(text);
  if (!act) return require(act.error().code == "signer.act");
  require(act->path.starts_with('/') && act->path.find('?') == std::string::npos);
  const auto operation = read_act_operation(*act);
  if (!operation) return require(operation.error().code == "signer.act");
  require(!operation->subject.empty() && operation->subject.size() <= kMaxActIdBytes);
  require(act->path.find("/" + operation->subject + "/") != std::string::npos);
}

void read_content(base::ByteView text, ActOperation::Kind kind) {
  const auto content = read_act_content(text, kind);
  if (!content) return require(content.error().code == "signer.act");
  require(text.size() <= kMaxActContentBytes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const base::ByteView text(data + 1, size - 1);
  switch (data[0]) {
    case 'b':
      read_base(text);
      break;
    case 'i':
      read_content(text, ActOperation::Kind::Issue);
      break;
    case 'm':
      read_content(text, ActOperation::Kind::IssueMany);
      break;
    default:
      read_content(text, ActOperation::Kind::Authorise);
  }
  return 0;
}
