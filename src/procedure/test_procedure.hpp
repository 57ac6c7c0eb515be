// A small procedure for tests, changed line by line: a request that is opened, looked at, and answered.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

#include "procedure/engine.hpp"

namespace yinxin::procedure::testing {

/// Whether one of the scenes misses what was taken out of a procedure. Those whose script names what it was
/// taken from (an event, the half of a separation) are asked first, and of them the one that missed something
/// last.
template <class Scenes, class Misses>
bool any_misses(Scenes& scenes, const std::string& about, const Misses& misses) {
  std::stable_partition(scenes.begin(), scenes.end(),
                        [&](const auto& scene) { return scene.script.find(about) != std::string::npos; });
  const auto found = std::find_if(scenes.begin(), scenes.end(), misses);
  if (found == scenes.end()) return false;
  std::rotate(scenes.begin(), found, found + 1);
  return true;
}

inline constexpr std::string_view kSmall = R"(id = "small"
name = { zh = "小程序", en = "Small" }
in_force_from = 2024-11-01
cites = ["21"]
settings = ["cps.days", "cps.open"]

[[state]]
id = "asked"
name = { zh = "已提出", en = "Asked" }
[[state]]
id = "waiting"
name = { zh = "等待中", en = "Waiting" }
[[state]]
id = "done"
name = { zh = "已办结", en = "Done" }
final = true

[[transition]]
event = "ask"
name = { zh = "提出", en = "Ask" }
to = "asked"
roles = ["applicant"]
cites = ["21"]

[[transition]]
event = "look"
name = { zh = "查看", en = "Look" }
from = ["asked"]
to = "asked"
roles = ["clerk", "judge"]
record = "looked"
cites = ["21"]
[[transition.input]]
id = "seen"
type = "flag"
label = { zh = "已见", en = "Seen" }
level = "L1"
[[transition.input]]
id = "kind"
type = "code"
label = { zh = "种类", en = "Kind" }
level = "L1"
codes = [{ code = "good", zh = "好", en = "good" }, { code = "bad", zh = "坏", en = "bad" }]
required = false

[[transition]]
event = "wait"
name = { zh = "等待", en = "Wait" }
from = ["asked"]
to = "waiting"
roles = ["clerk"]
cites = ["21"]

[[transition]]
event = "go_on"
name = { zh = "继续", en = "Go on" }
from = ["waiting"]
to = "asked"
roles = ["applicant"]
resets = ["look"]
cites = ["21"]

[[transition]]
event = "answer"
name = { zh = "答复", en = "Answer" }
from = ["asked"]
to = "done"
roles = ["judge"]
needs = ["looked_at"]
guard = 'value:seen = true and setting:cps.open = true'
guard_code = "small.closed"
effect = "answer"
cites = ["20", "21"]

[[transition]]
event = "deny"
name = { zh = "拒绝", en = "Deny" }
from = ["asked", "waiting"]
to = "done"
roles = ["judge"]
adverse = true
outputs = ["rights_notice"]
cites = ["行政许可法 38"]
[[transition.input]]
id = "reason"
type = "text"
label = { zh = "理由", en = "Reason" }
level = "L2"

[[transition]]
event = "lapse"
name = { zh = "失效", en = "Lapse" }
from = ["waiting"]
to = "done"
origin = "timer"
cites = ["21"]

[[gate]]
id = "looked_at"
event = "look"
name = { zh = "查看", en = "Looked at" }
code = "small.gate.look"
article = "21"

[[separation]]
one = "look"
other = "answer"
name = { zh = "查看/答复", en = "Look and answer" }
code = "small.separation"
article = "21"

[[clock]]
id = "waiting"
name = { zh = "等待期限", en = "Waiting time" }
starts = "state:waiting"
length_setting = "cps.days"
unit = "calendar_days"
met_by = ["go_on"]
cancelled_by = ["deny"]
on_expiry = "lapse"
cites = ["21"]
)";

/// kSmall with the first `old` replaced; an `old` that is not there fails the test.
inline std::string small_with(std::string_view old, std::string_view now) {
  std::string text(kSmall);
  const std::size_t at = text.find(old);
  if (at == std::string::npos) throw std::runtime_error("not in kSmall: " + std::string(old));
  return text.replace(at, old.size(), now);
}

inline Procedure parsed(std::string_view text) {
  auto procedure = parse(text, "small.toml");
  if (!procedure) throw std::runtime_error(base::describe(procedure.error()));
  return *std::move(procedure);
}

/// Of this tree; or of the copy that tools/mutate_rules takes something out of.
inline std::filesystem::path rules_folder() {
  const char* copy = std::getenv("YX_TEST_RULES");
  return copy != nullptr && *copy != '\0' ? copy : YX_SOURCE_DIR "/rules";
}

inline base::Time at(std::string_view utc) {
  const auto time = base::parse_utc(utc);
  if (!time) throw std::runtime_error("no time: " + std::string(utc));
  return *time;
}

}  // namespace yinxin::procedure::testing
