// Result<T>: a value or an Error, with the member names of std::expected so that one day it can become an
// alias.
#pragma once

#include <cstdlib>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

#include "base/error.hpp"

namespace yinxin::base {

/// Either a T or an Error. Dereferencing one without a value ends the process: that is a broken invariant.
template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  Result(T value)
      : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT(google-explicit-constructor)
  Result(Error error)
      : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  T& value() & { return require(), *std::get_if<0>(&state_); }
  const T& value() const& { return require(), *std::get_if<0>(&state_); }
  /// By value, so that neither `for (x : *make_list())` nor `const T& x = *make();` dangles.
  T value() && { return require(), std::move(*std::get_if<0>(&state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const& {
    if (has_value()) std::abort();
    return *std::get_if<1>(&state_);
  }
  Error error() && {
    if (has_value()) std::abort();
    return std::move(*std::get_if<1>(&state_));
  }

  template <class U>
  T value_or(U&& fallback) const& {
    return has_value() ? value() : static_cast<T>(std::forward<U>(fallback));
  }

 private:
  void require() const {
    if (!has_value()) std::abort();
  }
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;

  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool has_value() const { return !error_.has_value(); }
  explicit operator bool() const { return has_value(); }
  void value() const {
    if (!has_value()) std::abort();
  }
  const Error& error() const& {
    if (has_value()) std::abort();
    return *error_;
  }
  Error error() && {
    if (has_value()) std::abort();
    return std::move(*error_);
  }

 private:
  std::optional<Error> error_;
};

}  // namespace yinxin::base

#define YX_CONCAT_INNER(a, b) a##b
#define YX_CONCAT(a, b) YX_CONCAT_INNER(a, b)  // NOLINTBEGIN(bugprone-macro-parentheses): a declaration
#define YX_TRY_INNER(holder, declaration, expression) \
  auto holder = (expression);                         \
  if (!holder) return std::move(holder).error();      \
  declaration = std::move(holder).value()
// NOLINTEND(bugprone-macro-parentheses)
/// `YX_TRY(const X x, make_x());` declares x or returns the error. Several statements: never under an
/// unbraced if.
#define YX_TRY(declaration, ...) YX_TRY_INNER(YX_CONCAT(yx_result_, __COUNTER__), declaration, (__VA_ARGS__))

/// `YX_CHECK(step());` returns the error of a Result<void>, or goes on.
#define YX_CHECK(...)                                  \
  do {                                                 \
    auto yx_check = (__VA_ARGS__);                     \
    if (!yx_check) return std::move(yx_check).error(); \
  } while (false)
