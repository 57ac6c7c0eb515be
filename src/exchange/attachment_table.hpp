// The tables exchange_attachment and exchange_part: octets by sender, SM3 and size. Private to exchange/.
#pragma once

#include "exchange/desk.hpp"

namespace yinxin::exchange {

struct Stored {
  std::int64_t have = 0;
  std::optional<base::Time> completed_at;
};

/// Of our own messages: whole at once. What is there already stays.
void add_whole(store::WriteSet& set, const std::string& sender, const Attachment& attachment,
               base::ByteView octets, base::Time now);
/// An attachment of a peer's letter, none of which is here yet, unless it is.
void add_expected(store::WriteSet& set, const std::string& sender, const Attachment& attachment);
/// NotFound `exchange.attachment`: never named by that sender.
base::Result<Stored> find_attachment(store::Database& database, const std::string& sender,
                                     const Attachment& attachment);
/// The octets that come at `offset`. Conflict `exchange.changed`: another part is due by now.
void add_part(store::WriteSet& set, const std::string& sender, const Attachment& attachment,
              std::int64_t offset, const base::Bytes& octets);
/// SM3 of what is there, read part by part.
base::Result<crypto::Sm3Digest> digest_of(store::Database& database, const std::string& sender,
                                          const Attachment& attachment);
void add_completed(store::WriteSet& set, const std::string& sender, const Attachment& attachment,
                   base::Time now);
/// Begins again.
void drop_parts(store::WriteSet& set, const std::string& sender, const Attachment& attachment);
/// At most kPartBytes from `offset` on; empty at the end.
base::Result<base::Bytes> read_part(store::Database& database, const std::string& sender,
                                    const Attachment& attachment, std::int64_t offset);
base::Result<base::Bytes> read_whole(store::Database& database, const std::string& sender,
                                     const Attachment& attachment);

}  // namespace yinxin::exchange
