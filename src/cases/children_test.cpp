// Cases that open others, end, and tell one another; timers that their rules refuse.
#include <gmock/gmock.h>

#include <thread>

#include "cases_support/cases_world.hpp"
#include "cases_support/project_rules.hpp"

namespace yinxin::cases_support {
namespace {

using proof::ActCode;

class CaseChildrenTest : public CasesWorld {
 protected:
  void SetUp() override {
    options.procedures["project"] = {parsed(kProject)};
    options.procedures["task"] = {parsed(kTask)};
    options.effects["announce"] = [](const cases::Happening& happening,
                                     cases::Consequences& consequences) -> base::Result<void> {
      const auto& task = std::get<std::string>(happening.step.inputs.at("task"));
      consequences.tell.push_back({task, "hear", {{"remark", std::string("通报内容")}}});
      return {};
    };
    CasesWorld::SetUp();
  }
  std::string begin(bool urgent = false) {
    Opening opening;
    opening.procedure = "project";
    opening.party = kParty;
    opening.scope = kYunnan;
    opening.inputs = {{"urgent", urgent}};
    return need(open_case(opening, officer("clerk"))).number;
  }
  base::Result<Case> act(const std::string& number, const std::string& event, Values inputs = {}) {
    return perform({number, event, std::move(inputs), "", {}, false}, officer("clerk"));
  }
  std::string split(const std::string& number) {
    return need(act(number, "split", {{"title", std::string("任务")}})).played.children.back().number;
  }
  base::Result<Case> complete(const std::string& number) {
    return act(number, "complete", {{"result", std::string("完成")}});
  }
};
YX_BOTH_ENGINES(CaseChildrenTest);

TEST_P(CaseChildrenTest, AChildOpensInTheSameCommit) {
  const std::string project = begin();
  const std::string task = split(project);
  EXPECT_EQ(task, "task-2026-1");
  const Case child = view(task).found;
  EXPECT_EQ(child.parent, project);
  EXPECT_EQ(child.steps[0].actor, "case/" + project);
  EXPECT_EQ(child.steps[0].origin, procedure::Origin::ChildCase);
  EXPECT_EQ(std::get<std::string>(child.played.values.at("title")), "任务");
  EXPECT_EQ(child.scope, kYunnan);
  EXPECT_EQ(acts(ActCode::CaseOpened, task), 1);
  const auto children = view(project).found.played.children;
  ASSERT_EQ(children.size(), 1U);
  EXPECT_EQ(children[0].number, task);
  EXPECT_FALSE(children[0].ended);
}

TEST_P(CaseChildrenTest, TheLastChildsEndIsTheParentsEvent) {
  const std::string project = begin();
  const std::string first = split(project);
  const std::string second = split(project);
  need(complete(first));
  EXPECT_EQ(outcome(project), "open [progress]");
  EXPECT_TRUE(view(project).found.played.children[0].ended);
  need(complete(second));
  EXPECT_EQ(outcome(project), "done");
  const cases::StepNote last = view(project).found.steps.back();
  EXPECT_EQ(last.event, "conclude");
  EXPECT_EQ(last.actor, "case/" + second);
  EXPECT_EQ(std::get<std::string>(last.inputs.at("result")), "完成");
  EXPECT_EQ(code_of(complete(second)), "procedure.state");
  EXPECT_EQ(view(project).found.steps.size(), 4U);
}

TEST_P(CaseChildrenTest, AChildThatAClockEndsTellsItsParentToo) {
  const std::string project = begin();
  split(project);
  clock.set(morning("2026-10-15"));
  start();
  need(service->fire_due());
  EXPECT_EQ(outcome(project), "done");
  const Case done = view(project).found;
  EXPECT_EQ(done.steps.back().event, "conclude");
  EXPECT_EQ(done.steps.back().at, after_day("2026-10-01")) << "before the parent's own clock ran out";
  EXPECT_EQ(acts(ActCode::ClockOverdue, project), 0);
}

TEST_P(CaseChildrenTest, ClocksOfACaseAndOfItsChildMayRunOutAtOneMoment) {
  std::vector<std::string> projects;
  for (int i = 0; i < 8; ++i) projects.push_back(begin());
  clock.set(morning("2026-10-05"));
  for (const std::string& project : projects) split(project);
  clock.set(morning("2026-10-09"));
  need(service->fire_due());
  for (const std::string& project : projects) {
    EXPECT_EQ(outcome(project), "done");
    EXPECT_EQ(view(project).found.steps.back().event, "conclude");
  }
}

TEST_P(CaseChildrenTest, AParentThatHasEndedIsLeftAlone) {
  const std::string project = begin();
  const std::string task = split(project);
  need(act(project, "abandon"));
  need(complete(task));
  EXPECT_EQ(view(project).found.steps.size(), 3U);
  EXPECT_TRUE(view(project).found.played.children[0].ended);
}

TEST_P(CaseChildrenTest, ChildrenThatEndAtOnceAreToldOnce) {
  const std::string project = begin();
  std::vector<std::string> tasks;
  for (int i = 0; i < 8; ++i) tasks.push_back(split(project));
  std::vector<std::thread> threads;
  for (const std::string& task : tasks) {
    threads.emplace_back([&, task] {
      while (code_of(complete(task)) == "cases.changed") {
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(outcome(project), "done");
  EXPECT_EQ(view(project).found.steps.size(), 10U);
}

TEST_P(CaseChildrenTest, AnEffectTellsAnotherCase) {
  const std::string project = begin();
  const std::string task = split(project);
  need(act(project, "announce", {{"task", task}}));
  const Case told = view(task).found;
  ASSERT_EQ(told.steps.size(), 2U);
  EXPECT_EQ(told.steps[1].event, "hear");
  EXPECT_EQ(told.steps[1].actor, "case/" + project);
  need(complete(task));
  EXPECT_EQ(code_of(act(project, "announce", {{"task", task}})), "procedure.state") << "it is done";
  const std::string other = begin();
  const auto steps = count("case_step");
  EXPECT_EQ(code_of(act(other, "announce", {{"task", task}})), "procedure.state") << "and so is the task";
  EXPECT_EQ(code_of(act(other, "announce", {{"task", std::string("no-such-1")}})), "cases.none");
  EXPECT_EQ(count("case_step"), steps);
}

TEST_P(CaseChildrenTest, TheProgramOpensACaseWithinAnother) {
  const std::string project = begin();
  Opening opening;
  opening.procedure = "task";
  opening.party = kParty;
  opening.scope = kYunnan;
  opening.inputs = {{"title", std::string("补办")}};
  opening.parent = "project-2026-99";
  EXPECT_EQ(code_of(open_case(opening, Caller{officers::system_actor("duty"), {}, {}, {}, {}})),
            "cases.none");
  opening.parent = project;
  const Case task = need(open_case(opening, Caller{officers::system_actor("duty"), {}, {}, {}, {}}));
  EXPECT_EQ(view(project).found.played.children.at(0).number, task.number);
  EXPECT_EQ(view(project).found.version, 2) << "its gates hang on it";
}

// A timer whose guard says no does not happen: the clock is overdue instead, once.
TEST_P(CaseChildrenTest, ATimerThatTheRulesRefuseLeavesTheClockOverdue) {
  const std::string calm = begin(false);
  const std::string urgent = begin(true);
  clock.set(morning("2026-10-15"));
  need(service->fire_due());
  EXPECT_EQ(view(calm).found.steps.size(), 1U);
  EXPECT_EQ(acts(ActCode::ClockOverdue, calm), 1);
  EXPECT_EQ(clock_of(calm, "progress").outcome, cases::ClockNote::Outcome::Running);
  EXPECT_EQ(view(urgent).found.steps.back().event, "escalate");
  EXPECT_EQ(acts(ActCode::ClockOverdue, urgent), 0);
  EXPECT_EQ(need(service->fire_due()), 0U);
  EXPECT_EQ(code_of(act(calm, "abandon")), "ok");
}

}  // namespace
}  // namespace yinxin::cases_support
