// An office that dies before or after each durable step of its cases, on both engines: after the restart
// nothing is lost, nothing is there by half, and nothing happens twice.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "cases_support/cases_world.hpp"
#include "cases_support/notice_files.hpp"

namespace yinxin::cases_support {
namespace {

using proof::ActCode;
using store::Fault;
using store::Moment;
using store::Operation;

constexpr int kCases = 3;
constexpr int kMaxStatements = 40;  // more than any of these acts commits

class CasesCrashTest : public CasesWorld {
 protected:
  void TearDown() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
    CasesWorld::TearDown();
  }

  void wipe() {
    service.reset();
    lane.reset();
    run("DELETE FROM case_file_content; DELETE FROM case_file; DELETE FROM case_clock_move; DELETE FROM "
        "calendar_notice;"
        " DELETE FROM case_recalculation; DELETE FROM case_reminder; DELETE FROM case_clock; DELETE FROM "
        "case_item; DELETE FROM case_step;"
        " DELETE FROM case_record WHERE parent IS NOT NULL; DELETE FROM case_record;"
        " DELETE FROM case_calendar; DELETE FROM case_series; DELETE FROM effect_row; DELETE FROM "
        "act_record");
    clock.set(morning("2026-09-28"));
    calendar = official_;
    start();
    numbers_.clear();
  }
  /// Dies at each operation in turn, before it and after it, until there is none left to die at. `act` says
  /// whether it went through.
  void at_every_step(const std::function<void()>& prepare, const std::function<bool()>& act,
                     const std::function<void(bool went_through)>& check) {
    int died = 0;
    for (const Operation operation : {Operation::Begin, Operation::RunAll, Operation::Commit}) {
      for (const Moment moment : {Moment::Before, Moment::After}) {
        for (int countdown = 1; countdown <= kMaxStatements; ++countdown) {
          SCOPED_TRACE(std::to_string(static_cast<int>(operation)) + "/" + std::to_string(countdown) +
                       (moment == Moment::Before ? " before" : " after"));
          wipe();
          prepare();
          start(Fault{operation, countdown, moment});
          const bool went_through = act();
          start();
          died += went_through ? 0 : 1;
          check(went_through);
          if (HasFatalFailure() || went_through) break;
        }
      }
    }
    EXPECT_GE(died, 4)
        << "before and after the beginning and the commit; a batch that did not run is tried again";
  }
  /// As many acts as steps, each step after the one before, and numbers that no two have.
  void expect_whole() {
    for (const store::Row& row : rows("SELECT number FROM case_record")) {
      const std::string& number = row.text(0);
      const Case found = view(number).found;
      EXPECT_EQ(acts(ActCode::CaseOpened, number), 1);
      EXPECT_EQ(acts(ActCode::CaseStep, number), static_cast<std::int64_t>(found.steps.size()) - 1);
    }
    EXPECT_EQ(number("SELECT count(DISTINCT number) FROM case_step"), count("case_record"));
  }
  void submit_some() {
    for (int i = 0; i < kCases; ++i) numbers_.push_back(submit());
  }
  std::shared_ptr<const base::WorkCalendar> without_national_day() {
    std::filesystem::create_directory(folder_);
    std::ofstream(folder_ / "2026.toml")
        << "year = 2026\nstatus = \"official\"\nsource = \"虚构通知\"\n"
        << "[[holiday]]\nname = \"元旦\"\nfrom = 2026-01-01\nto = 2026-01-03\n";
    return std::make_shared<const base::WorkCalendar>(need(base::WorkCalendar::load(folder_)));
  }

  std::vector<std::string> numbers_;
  const std::shared_ptr<const base::WorkCalendar> official_ = calendar;
  const std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("yx_cases_crash_" + std::to_string(::getpid()));
};
YX_BOTH_ENGINES(CasesCrashTest);

TEST_P(CasesCrashTest, ACaseIsOpenedWholeOrNotAtAll) {
  at_every_step([] {}, [&] { return open_case(application(), applicant()).has_value(); },
                [&](bool went_through) {
                  const std::int64_t there = count("case_record");
                  EXPECT_LE(there, 1);
                  if (went_through) {
                    EXPECT_EQ(there, 1);
                  }
                  expect_whole();
                  submit();
                  EXPECT_EQ(count("case_record"), there + 1);
                  expect_whole();
                });
}

// Delivery of the licence: a step, clocks that end and begin, and the case of the licence's status.
TEST_P(CasesCrashTest, AnEventWithAChildHappensWholeOrNotAtAll) {
  std::string number;
  const auto deliver = [&] {
    auto [deed, caller] = deed_of(number, "deliver_licence");
    return perform(std::move(deed), caller).has_value();
  };
  const auto prepare = [&] {
    number.clear();
    ASSERT_EQ(
        play(number, "submit examine_form accept forward sign_for propose review_opinion legal_review grant"),
        "");
  };
  at_every_step(prepare, deliver, [&](bool went_through) {
    const bool happened = view(number).found.state() == "licence_issued";
    if (went_through) {
      EXPECT_TRUE(happened);
    }
    EXPECT_EQ(view(number).found.played.children.size(), happened ? 1U : 0U);
    expect_whole();
    if (!happened) {
      EXPECT_TRUE(deliver());
    }
    EXPECT_EQ(outcome(number), "licence_issued [publication register]");
    EXPECT_EQ(view(number).found.played.children.size(), 1U);
    EXPECT_EQ(this->number("SELECT count(*) FROM effect_row"), 1) << "the child's beginning";
    expect_whole();
  });
}

TEST_P(CasesCrashTest, WhatIsDueHappensOnce) {
  const auto prepare = [&] {
    submit_some();
    clock.set(morning("2026-10-15"));
  };
  at_every_step(
      prepare, [&] { return service->fire_due().has_value(); },
      [&](bool) {
        expect_whole();
        need(service->fire_due());
        expect_whole();
        for (const std::string& number : numbers_) {
          EXPECT_EQ(outcome(number), "accepted [decision forwarding]");
          EXPECT_EQ(view(number).found.steps.size(), 2U);
          EXPECT_EQ(view(number).found.steps[1].at, after_day("2026-10-10"));
          EXPECT_EQ(acts(ActCode::ClockOverdue, number), 1);
          EXPECT_EQ(view(number).found.played.children.size(), 1U) << "of accountability, in the same commit";
        }
        EXPECT_EQ(this->number("SELECT count(*) FROM case_record WHERE procedure = 'accountability'"),
                  kCases);
        // Three days before the end for two roles each, and that forwarding is overdue.
        EXPECT_EQ(count("case_reminder"), kCases * 7);
        EXPECT_EQ(need(service->fire_due()), 0U);
      });
}

TEST_P(CasesCrashTest, ARecalculationIsFinishedAfterTheRestart) {
  const auto next = without_national_day();
  const auto recalculate = [&] {
    calendar = next;  // its file is durable before
    return service->recalculate(next, "虚构通知", signed_actor("officer/x")).has_value();
  };
  at_every_step([&] { submit_some(); }, recalculate,
                [&](bool) {
                  need(service->fire_due());
                  if (count("case_recalculation") == 0) {
                    EXPECT_EQ(count("case_clock_move"), 0);
                    EXPECT_TRUE(recalculate());
                  }
                  EXPECT_EQ(count("case_clock_move"), kCases);
                  EXPECT_EQ(this->number("SELECT count(*) FROM case_recalculation WHERE finished_at IS NULL"),
                            0);
                  for (const std::string& number : numbers_) {
                    EXPECT_EQ(last_day(number, "examination"), "2026-10-05");
                    EXPECT_EQ(acts(ActCode::ClockMoved, number), 1);
                  }
                });
}

TEST_P(CasesCrashTest, AStartWithAnotherCalendarThatDiesCountsAgainAtTheNext) {
  const auto next = without_national_day();
  at_every_step(
      [&] {
        need(service->fire_due());  // the official one is the last that was counted with
        submit_some();
        calendar = next;
      },
      [&] { return service->fire_due().has_value(); },
      [&](bool) {
        need(service->fire_due());
        EXPECT_EQ(count("case_recalculation"), 1);
        EXPECT_EQ(number("SELECT count(*) FROM case_recalculation WHERE finished_at IS NULL"), 0);
        EXPECT_EQ(count("case_clock_move"), kCases);
        for (const std::string& number : numbers_) {
          EXPECT_EQ(last_day(number, "examination"), "2026-10-05");
          EXPECT_EQ(acts(ActCode::ClockMoved, number), 1);
        }
      });
}

TEST_P(CasesCrashTest, AConfirmedNoticeCountsOnceOrIsNotConfirmed) {
  const std::string content = cases_support::notice_of_2026("虚构通知1号");
  const auto holder = [](officers::Role role, const std::string& id) {
    officers::Actor actor = signed_actor("officer/" + id);
    actor.roles = {role};
    return actor;
  };
  const auto confirm = [&] {
    base::Waiter<cases::CalendarNotice> waiter;
    service->confirm_notice(1, holder(officers::Role::ProvinceHead, "head"), {}, waiter.completion());
    return waiter.wait().has_value();
  };
  const auto prepare = [&] {
    need(service->fire_due());
    submit_some();
    base::Waiter<cases::CalendarNotice> waiter;
    service->propose_notice("虚构通知1号", content, holder(officers::Role::CaseOfficer, "case"), {},
                            waiter.completion());
    need(waiter.wait());
  };
  at_every_step(
      prepare, [&] { return confirm() && service->fire_due().has_value(); },
      [&](bool) {
        const std::int64_t confirmed =
            number("SELECT count(*) FROM calendar_notice WHERE confirmed_at IS NOT NULL");
        EXPECT_EQ(count("case_recalculation"), confirmed) << "together or not at all";
        if (confirmed == 0) {
          EXPECT_TRUE(confirm());
        }
        need(service->fire_due());
        EXPECT_EQ(count("case_recalculation"), 1);
        EXPECT_EQ(number("SELECT count(*) FROM case_recalculation WHERE finished_at IS NULL"), 0);
        EXPECT_EQ(count("case_clock_move"), kCases);
        for (const std::string& one : numbers_) {
          EXPECT_EQ(last_day(one, "examination"), "2026-10-05");
          EXPECT_EQ(acts(ActCode::ClockMoved, one), 1);
        }
      });
}

TEST_P(CasesCrashTest, AFileIsKeptWholeOrNotAtAllAndHandedInAgainWithoutHarm) {
  const base::Bytes octets = base::to_bytes(std::string_view("材料\n"));
  const auto hand_over = [&] {
    base::Waiter<cases::FileNote> waiter;
    service->add_file({"", "licence_application", "package_sm3", "材料.txt", octets}, applicant(), {},
                      waiter.completion());
    return waiter.wait().has_value();
  };
  const auto expect_files = [&](std::int64_t most) {
    EXPECT_LE(count("case_file"), most);
    EXPECT_EQ(count("case_file"), count("case_file_content"));
    EXPECT_EQ(count("case_file"), number("SELECT count(*) FROM act_record"));
  };
  at_every_step([] {}, hand_over,
                [&](bool went_through) {
                  expect_files(1);
                  if (went_through) {
                    EXPECT_EQ(count("case_file"), 1);
                  }
                  EXPECT_TRUE(hand_over());
                  expect_files(1);
                  EXPECT_EQ(count("case_file"), 1);
                });
}

TEST_P(CasesCrashTest, AStepAndTheFileItNamesGoTogether) {
  std::string number;
  const auto examine = [&] {
    auto [deed, caller] = deed_of(number, "examine_form");
    return perform(std::move(deed), caller).has_value();
  };
  const auto named = [&] {
    return this->number("SELECT count(*) FROM case_file WHERE named_at IS NOT NULL AND number = $1",
                        {number});
  };
  at_every_step(
      [&] {
        number = submit();
        hand_in(files(), {number, "", ""}, {{"sm3", std::string(64, 'b')}});
      },
      [&] {
        auto [deed, caller] = deed_of(number, "examine_form");
        deed.inputs["checklist_sm3"] = std::string(64, 'b');
        return perform(std::move(deed), caller).has_value();
      },
      [&](bool went_through) {
        const auto steps = static_cast<std::int64_t>(view(number).found.steps.size());
        EXPECT_EQ(named(), steps) << "the opening's, and this one";
        if (went_through) {
          EXPECT_EQ(steps, 2);
        }
        clock.advance(cases::kFileWaits + std::chrono::hours(1));
        need(service->sweep_files());
        EXPECT_EQ(count("case_file"), steps) << "what no step named is gone";
        EXPECT_EQ(count("case_file"), count("case_file_content"));
        EXPECT_TRUE(examine());
      });
}

TEST_P(CasesCrashTest, AFileIsSweptOnce) {
  at_every_step(
      [&] {
        hand_in(files(), {"", "licence_application", kParty}, {{"sm3", std::string(64, 'b')}});
        hand_in(files(), {"", "licence_application", kParty}, {{"sm3", std::string(64, 'c')}});
        clock.advance(cases::kFileWaits + std::chrono::hours(1));
      },
      [&] { return service->sweep_files().has_value(); },
      [&](bool) {
        EXPECT_EQ(count("case_file"), count("case_file_content"));
        EXPECT_EQ(number("SELECT count(*) FROM act_record"), 2 - count("case_file"));
        need(service->sweep_files());
        EXPECT_EQ(count("case_file"), 0);
        EXPECT_EQ(number("SELECT count(*) FROM act_record"), 2);
      });
}

}  // namespace
}  // namespace yinxin::cases_support
