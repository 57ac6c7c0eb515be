// last-signed: where a key's certificates, tree and lists stand by the journal, for a database that was
// restored (decisions.md 3). No secret is in it, so no class need be unlocked.
#include "signer/daemon/handlers.hpp"

namespace yinxin::signer {

using base::Result;

namespace {

constexpr std::size_t kListFrameBytes = 12;  // a list's length and number beside its text
static_assert(kMaxListsBytes / kListFrameBytes <= 0xFFFF, "their count is a u16");

/// The lists after `after`, as many as an answer may hold.
void add_lists(const Journal& journal, KeyNumber key, const std::string& asked_after, LastSignedPage& page) {
  std::size_t octets = 0;
  std::optional<std::string> after;
  if (!asked_after.empty()) after = asked_after;
  for (auto list = journal.next_list(key, after); list; list = journal.next_list(key, after)) {
    octets += kListFrameBytes + list->distribution_point.size();
    page.more = octets > kMaxListsBytes;
    if (page.more) return;
    after = list->distribution_point;
    page.last.lists.push_back(std::move(*list));
  }
}

}  // namespace

Result<Reply> handle_last_signed(Desk& desk, const Request& request) {
  YX_TRY(const LastSignedRequest asked, decode_last_signed_request(request.body));
  const StoredKey* key = desk.keys.find(asked.key_id);
  if (key == nullptr)
    return base::make_error(base::ErrorKind::NotFound, "signer.key", "no key " + asked.key_id);
  const KeyNumber number = desk.number_of(*key);
  LastSignedPage page;
  page.last.certificates = desk.journal->certificate_count(number);
  if (const TreeHeadRecord* head = desk.journal->newest_tree_head(number)) {
    page.last.tree_size = head->size;
    page.last.tree_root = head->root;
  }
  add_lists(*desk.journal, number, asked.after, page);
  Reply reply;
  reply.body = encode_last_signed(page);
  return reply;
}

}  // namespace yinxin::signer
