#include "store/write_set.hpp"

#include <iterator>

namespace yinxin::store {

WriteSet& WriteSet::add(std::string_view sql, Values values) {
  return add_expecting(1, base::make_error(base::ErrorKind::Conflict, "store.expected_rows"), sql,
                       std::move(values));
}

WriteSet& WriteSet::add_expecting(std::int64_t rows, base::Error on_mismatch, std::string_view sql,
                                  Values values) {
  statements_.push_back(Statement{sql, std::move(values), rows, std::move(on_mismatch), false});
  return *this;
}

WriteSet& WriteSet::add_any(std::string_view sql, Values values) {
  statements_.push_back(Statement{sql, std::move(values), std::nullopt, {}, false});
  return *this;
}

WriteSet& WriteSet::add_returning(std::int64_t rows, base::Error on_mismatch, std::string_view sql,
                                  Values values) {
  statements_.push_back(Statement{sql, std::move(values), rows, std::move(on_mismatch), true});
  return *this;
}

WriteSet& WriteSet::append(WriteSet more) {
  statements_.insert(statements_.end(), std::make_move_iterator(more.statements_.begin()),
                     std::make_move_iterator(more.statements_.end()));
  return *this;
}

}  // namespace yinxin::store
