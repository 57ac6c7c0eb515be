// Values into PostgreSQL's binary parameters and out of its binary results; SQLSTATEs into errors. Private to
// store/.
#pragma once

#include <libpq-fe.h>

#include <array>
#include <memory>

#include "store/connection.hpp"

namespace yinxin::store {

struct PostgresDeleter {
  void operator()(PGconn* connection) const { PQfinish(connection); }
  void operator()(PGresult* result) const { PQclear(result); }
};
using PostgresHandle = std::unique_ptr<PGconn, PostgresDeleter>;
using PostgresResult = std::unique_ptr<PGresult, PostgresDeleter>;

/// Parameters as libpq takes them: int8, text and bytea in binary; the type of a NULL is left to the server.
/// Points into `values`, which must outlive it.
class Parameters {
 public:
  explicit Parameters(const Values& values);

  int count() const { return static_cast<int>(pointers_.size()); }
  const Oid* types() const { return types_.data(); }
  const char* const* pointers() const { return pointers_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }
  /// A letter for each type: the same text with other types is another prepared statement.
  const std::string& signature() const { return signature_; }

 private:
  void add(Oid type, char letter, const char* pointer, std::size_t length);

  std::vector<Oid> types_;
  std::vector<const char*> pointers_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
  std::vector<std::array<char, 8>> numbers_;  // int8 in network order; never reallocated once pointed into
  std::string signature_;
};

/// Row number `row` of a binary result. Errors: Internal `store.failed` for a type that is not BIGINT, TEXT
/// or blob.
base::Result<Row> postgres_row(const PGresult* result, int row);
base::Result<Rows> postgres_rows(const PGresult* result);

/// The number of rows an INSERT, UPDATE or DELETE changed; 0 for anything else.
std::int64_t postgres_changed(PGresult* result);

/// What the server refused (PostgreSQL 15, appendix A: error codes).
base::Error postgres_error(const PGresult* result);

}  // namespace yinxin::store
