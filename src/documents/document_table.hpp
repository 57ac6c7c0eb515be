// The tables of schema/0011_documents.sql. For this folder.
#pragma once

#include <optional>

#include "documents/types.hpp"
#include "store/write_set.hpp"

namespace yinxin::documents {

/// The number that the next document of this series and year gets.
base::Result<std::int64_t> next_position(store::Connection& connection, const std::string& series, int year);

void insert_document(store::WriteSet& set, const Draft& draft);
void update_standing(store::WriteSet& set, const std::string& code, Standing standing,
                     const std::optional<std::string>& by_code, base::Time at);

/// Of the valid document with this number and copy ("副本 2/3"); nothing: there is none.
base::Result<std::optional<std::string>> valid_document(store::Connection& connection,
                                                        const std::string& number, const std::string& copy);
/// `code` as it is stored. Errors: NotFound `documents.code`, those of the connection.
base::Result<PublicEntry> find_document(store::Connection& connection, const std::string& code);
/// The signed note; empty: there is none. Errors: as find_document().
base::Result<std::string> find_seal(store::Connection& connection, const std::string& code);

}  // namespace yinxin::documents
