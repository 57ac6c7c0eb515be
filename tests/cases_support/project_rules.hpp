// Two procedures for tests: a project that opens tasks and is done when they all are, and what the law's
// procedures do not have yet.
#pragma once

#include <string>

namespace yinxin::cases_support {

inline const std::string kProject = R"(id = "project"
name = { zh = "项目", en = "Project" }
in_force_from = 2024-11-01
cites = ["26"]
state = [
  { id = "open", name = { zh = "进行中", en = "Open" } },
  { id = "done", name = { zh = "已办结", en = "Done" }, final = true },
]
[[transition]]
event = "begin"
name = { zh = "开始", en = "Begin" }
to = "open"
roles = ["clerk"]
cites = ["26"]
[[transition.input]]
id = "urgent"
type = "flag"
label = { zh = "紧急", en = "Urgent" }
level = "L1"
[[transition]]
event = "split"
name = { zh = "分派", en = "Split off a task" }
from = ["open"]
roles = ["clerk"]
opens = ["task"]
cites = ["26"]
[[transition.input]]
id = "title"
type = "text"
label = { zh = "名称", en = "Title" }
level = "L1"
[[transition]]
event = "announce"
name = { zh = "通报", en = "Announce" }
from = ["open"]
roles = ["clerk"]
effect = "announce"
cites = ["26"]
[[transition.input]]
id = "task"
type = "reference"
label = { zh = "任务", en = "Task" }
level = "L1"
[[transition]]
event = "conclude"
name = { zh = "任务全部办结", en = "All tasks done" }
from = ["open"]
to = "done"
origin = "child_case"
needs = ["tasks"]
cites = ["26"]
[[transition.input]]
id = "result"
type = "text"
label = { zh = "结果", en = "Result" }
required = false
level = "L1"
[[transition]]
event = "abandon"
name = { zh = "终止", en = "Abandon" }
from = ["open"]
to = "done"
roles = ["clerk"]
cites = ["26"]
[[transition]]
event = "escalate"
name = { zh = "升级", en = "Escalate" }
from = ["open"]
origin = "timer"
guard = "value:urgent = true"
guard_code = "test.guard"
cites = ["26"]
[[gate]]
id = "tasks"
joins = "task"
name = { zh = "任务办结", en = "Tasks done" }
code = "test.gate.tasks"
article = "26"
[[clock]]
id = "progress"
name = { zh = "进度", en = "Progress" }
starts = "begin"
length = 10
unit = "calendar_days"
met_by = ["conclude"]
cancelled_by = ["abandon"]
on_expiry = "escalate"
rolled = false
cites = ["26"]
)";

inline const std::string kTask = R"(id = "task"
name = { zh = "任务", en = "Task" }
in_force_from = 2024-11-01
cites = ["26"]
state = [
  { id = "doing", name = { zh = "进行中", en = "Doing" } },
  { id = "completed", name = { zh = "已完成", en = "Completed" }, final = true },
  { id = "lapsed", name = { zh = "已失效", en = "Lapsed" }, final = true },
]
[[transition]]
event = "begin"
name = { zh = "开始", en = "Begin" }
to = "doing"
origin = "child_case"
cites = ["26"]
[[transition.input]]
id = "title"
type = "text"
label = { zh = "名称", en = "Title" }
level = "L1"
[[transition]]
event = "hear"
name = { zh = "获知", en = "Hear" }
from = ["doing"]
origin = "child_case"
cites = ["26"]
[[transition.input]]
id = "remark"
type = "text"
label = { zh = "内容", en = "Remark" }
level = "L1"
[[transition]]
event = "complete"
name = { zh = "完成", en = "Complete" }
from = ["doing"]
to = "completed"
roles = ["clerk"]
cites = ["26"]
[[transition.input]]
id = "result"
type = "text"
label = { zh = "结果", en = "Result" }
level = "L1"
[[transition]]
event = "lapse"
name = { zh = "失效", en = "Lapse" }
from = ["doing"]
to = "lapsed"
origin = "timer"
cites = ["26"]
[[clock]]
id = "work"
name = { zh = "办理", en = "Work" }
starts = "state:doing"
length = 3
unit = "calendar_days"
met_by = ["complete"]
on_expiry = "lapse"
rolled = false
cites = ["26"]
)";

}  // namespace yinxin::cases_support
