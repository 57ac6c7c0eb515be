// Request targets, and whole requests as the wire reader takes them, in two ways of cutting the same octets.
#include <cstdint>
#include <cstdlib>

#include "http/wire_reader.hpp"

namespace {

using namespace yinxin;

void require(bool holds) {
  if (!holds) std::abort();
}

void read_target(std::string_view text) {
  const auto target = http::parse_target(text);
  if (!target) return;
  std::string again;
  for (const std::string& segment : target->segments) {
    require(segment != "." && segment != ".." && segment.find('\0') == std::string::npos);
    again += "/" + http::percent_encode(segment);
  }
  const auto second = http::parse_target(again);
  require(second.has_value() || again.size() > http::kMaxTargetBytes);
  if (second) require(second->segments == target->segments);
}

struct Outcome {
  http::ReadState state = http::ReadState::NeedMore;
  int status = 0;
  std::string target;
  base::Bytes body;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

Outcome read_request(base::ByteView wire, std::size_t block) {
  http::RequestReader reader("http");
  http::Request request;
  reader.start(request);
  base::Bytes pending;
  Outcome outcome;
  while (true) {
    std::size_t consumed = 0;
    outcome.state = reader.read(pending, consumed);
    require(consumed <= pending.size());
    pending.erase(pending.begin(), pending.begin() + static_cast<std::ptrdiff_t>(consumed));
    if (outcome.state == http::ReadState::HeaderDone && !reader.limit_body(1000))
      outcome.state = http::ReadState::Fault;
    if (outcome.state == http::ReadState::Fault) outcome.status = reader.fault().status;
    if (outcome.state == http::ReadState::Fault || outcome.state == http::ReadState::Complete) break;
    if (outcome.state != http::ReadState::NeedMore) continue;
    if (wire.empty()) break;
    base::append(pending, wire.first(std::min(block, wire.size())));
    wire = wire.subspan(std::min(block, wire.size()));
  }
  outcome.target = request.target.text;
  outcome.body = request.body;
  return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const base::ByteView input(data, size);
  read_target(base::as_text(input));
  const Outcome whole = read_request(input, size + 1);
  const Outcome by_octet = read_request(input, 1);
  // A fault may show later when octets come singly, never as another request.
  if (whole.state == http::ReadState::Complete) require(whole == by_octet);
  if (by_octet.state == http::ReadState::Complete) require(whole == by_octet);
  return 0;
}
