// Whether what somebody enters is what the transition asks for.
#pragma once

#include "procedure/engine.hpp"

namespace yinxin::procedure {

/// Of a Text without a length of its own, of each of Texts and of a Reference, in characters. Ours: two
/// pages.
inline constexpr std::int64_t kMaxTextCharacters = 2000;

/// Why the text is none for a Text, Code, File, Reference or Region; empty: it is.
std::string text_fault(const Input& input, const std::string& text);

/// "id: why" for each fault, in the order of the transition's inputs, unknown ones last. No value is
/// repeated.
std::vector<std::string> input_faults(const Transition& transition, const Values& inputs,
                                      const Values& values, const Values& settings);

/// Of what another office tells of what was entered there: the same, but nothing is missing, and conditions
/// are not looked at.
std::vector<std::string> told_faults(const Transition& transition, const Values& inputs);

}  // namespace yinxin::procedure
