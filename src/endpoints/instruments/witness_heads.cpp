// GET /witness/{provider}/heads?after=<size>: every head that was witnessed, the largest first, each with the
// proof that it grew from the next one in the list.
#include <charconv>

#include "endpoints/instruments/witness_page.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

using base::Result;

namespace {

Result<std::uint64_t> read_below(const Page& page) {
  std::uint64_t below = proof::kMaxTreeSize;
  if (page.after.empty()) return below;
  const char* end = page.after.data() + page.after.size();
  const auto [rest, failed] = std::from_chars(page.after.data(), end, below);
  if (failed != std::errc() || rest != end)
    return base::make_error(base::ErrorKind::Malformed, "http.page", "after");
  return below;
}

Result<http::Response> show_witnessed_heads(const supervision::Witness& witness,
                                            const supervision::Witness::Stated& ledger,
                                            const http::Request& request) {
  YX_TRY(const Page page, read_page(request));
  YX_TRY(const std::uint64_t below, read_below(page));
  YX_TRY(const auto heads, witness.heads(ledger.origin, below, page.limit));
  http::JsonWriter json;
  json.object([&] {
    json.text("origin", ledger.origin);
    json.array("heads", [&] {
      for (const supervision::Witness::Kept& kept : heads) {
        json.object([&] {
          json.integer("size", static_cast<std::int64_t>(kept.head.head.size)).time("at", kept.at);
          json.text("note", kept.head.to_text());
          json.array("proof", [&] {
            for (const proof::Hash& hash : kept.path) json.item(base::to_base64(hash));
          });
        });
      }
    });
    if (static_cast<std::int64_t>(heads.size()) == page.limit)
      json.text("next", std::to_string(heads.back().head.head.size));
  });
  return http::json(200, json.text());
}

}  // namespace

http::Route witness_heads(const Supervision& office) {
  return witness_page(office, "witnessHeads", "/witness/{provider}/heads", show_witnessed_heads);
}

}  // namespace yinxin::endpoints
