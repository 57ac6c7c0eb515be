#include "filings/types.hpp"

#include <array>

namespace yinxin::filings {

namespace {

constexpr std::array<std::pair<State, std::string_view>, 5> kStates{{{State::Sent, "sent"},
                                                                     {State::Received, "received"},
                                                                     {State::Open, "open"},
                                                                     {State::Returned, "returned"},
                                                                     {State::Ended, "ended"}}};

}  // namespace

std::string_view state_name(State state) {
  for (const auto& [one, name] : kStates) {
    if (one == state) return name;
  }
  return "";
}

std::optional<State> find_state(std::string_view name) {
  for (const auto& [one, known] : kStates) {
    if (known == name) return one;
  }
  return std::nullopt;
}

}  // namespace yinxin::filings
