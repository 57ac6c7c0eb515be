// The period of a decision with technical reviews inside, against a slow twin that shares no code with
// base::WorkCalendar: it reads the notices as lines of text and goes from day to day.
#include <unistd.h>

#include <fstream>
#include <random>
#include <set>

#include "procedure/test_play.hpp"

namespace yinxin::procedure {
namespace day_count_twin_test {

namespace fs = std::filesystem;
using base::Date;
using std::chrono::days;
using std::chrono::sys_days;

constexpr int kDecisionDays = 20;  // article 9
const fs::path kNotices = YX_SOURCE_DIR "/rules/calendar";

struct Review {
  Date delivered;
  Date reported;
};

class Twin {
 public:
  explicit Twin(const fs::path& notices) {
    for (const auto& file : fs::directory_iterator(notices)) {
      std::ifstream lines(file.path());
      sys_days from{};
      for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("from = ")) {
          from = dates_of(line).at(0);
          off_.insert(from);
        } else if (line.starts_with("to = ")) {
          for (const sys_days last = dates_of(line).at(0); from <= last; from += days(1)) off_.insert(from);
        } else if (line.starts_with("make_up = ")) {
          for (const sys_days day : dates_of(line)) worked_.insert(day);
        }
      }
    }
  }

  Date last_day(Date accepted, const std::vector<Review>& reviews) const {
    sys_days day = accepted;
    for (int counted = 0; counted < kDecisionDays;) {
      day += days(1);
      bool reviewed = false;
      for (const Review& review : reviews)
        reviewed = reviewed || (day >= sys_days(review.delivered) && day <= sys_days(review.reported));
      if (works_on(day) && !reviewed) ++counted;
    }
    return day;
  }

 private:
  static std::vector<sys_days> dates_of(const std::string& line) {
    constexpr std::size_t kDateSize = 10;
    std::vector<sys_days> dates;
    for (std::size_t at = line.find("20"); at != std::string::npos; at = line.find("20", at + kDateSize))
      dates.emplace_back(testing::day(line.substr(at, kDateSize)));
    return dates;
  }
  bool works_on(sys_days day) const {
    const auto since_thursday = day.time_since_epoch().count() % 7;  // 1970-01-01 was a Thursday
    const bool weekend = since_thursday == 2 || since_thursday == 3;
    return worked_.contains(day) || (!weekend && !off_.contains(day));
  }

  std::set<sys_days> off_;
  std::set<sys_days> worked_;
};

/// The notices with the National Day of 2026 two days longer, as an import in the middle would say.
class OtherNotices {
 public:
  OtherNotices() : folder_(fs::temp_directory_path() / ("yinxin-twin-" + std::to_string(getpid()))) {
    fs::create_directory(folder_);
    for (const auto& file : fs::directory_iterator(kNotices))
      fs::copy_file(file.path(), folder_ / file.path().filename());
    std::stringstream whole;
    whole << std::ifstream(kNotices / "2026.toml").rdbuf();
    std::string text = whole.str();
    const std::string_view end = "to = 2026-10-07";
    text.replace(text.find(end), end.size(), "to = 2026-10-09");
    std::ofstream(folder_ / "2026.toml") << text;
  }
  OtherNotices(const OtherNotices&) = delete;
  OtherNotices& operator=(const OtherNotices&) = delete;
  ~OtherNotices() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  const fs::path& folder() const { return folder_; }

 private:
  fs::path folder_;
};

/// An application that was accepted, with reviews one after the other: delivered and reported on days that
/// are entered later, the report on the same day now and then; a last notice may be undelivered or
/// unanswered.
class Application {
 public:
  explicit Application(std::mt19937& random) : random_(random) {
    accepted = sys_days(testing::day("2024-11-04")) + days(below(760));
    for (const char* event : {"submit", "examine_form", "accept", "forward", "sign_for"})
      happens(event, accepted, {});
    Date last = accepted;
    for (int left = below(4); left > 0; --left) last = review(last);
    if (below(3) != 0) return;
    happens("start_review", last, {});
    stands_still = below(2) == 0;
    if (stands_still) happens("deliver_review_notice", last, last);
  }

  Running decision(const base::WorkCalendar& calendar) const {
    static const Procedure kRules = testing::law_procedure("licence_application");
    const auto clocks = running(kRules, made_, testing::kReadings, calendar);
    if (!clocks) throw std::runtime_error(base::describe(clocks.error()));
    for (const Running& one : *clocks) {
      if (one.clock->id == "decision") return one;
    }
    throw std::runtime_error("the period of the decision does not run");
  }

  Date accepted;
  std::vector<Review> reviews;
  bool stands_still = false;

 private:
  int below(int end) { return static_cast<int>(random_() % static_cast<unsigned>(end)); }
  void happens(const std::string& event, Date entered, std::optional<Date> on) {
    const base::Time at = base::Time(sys_days(entered)) + std::chrono::hours(2);
    made_.history.push_back(Happened{event, "officer/anna", at, {}, on});
  }
  Date review(Date after) {
    const Date delivered = sys_days(after) + days(below(15));
    const Date reported = sys_days(delivered) + days(below(3) == 0 ? 0 : below(60));
    const Date entered = sys_days(reported) + days(below(3));
    happens("start_review", after, {});
    happens("deliver_review_notice", entered, delivered);
    happens("receive_report", entered, reported);
    reviews.push_back({delivered, reported});
    return entered;
  }

  std::mt19937& random_;
  Case made_{"reviewing", {}, {}};
};

TEST(DayCountTwin, AgreesOnReviewsAndOnACalendarThatIsImportedInside) {
  const OtherNotices other;
  const auto imported = base::WorkCalendar::load(other.folder());
  ASSERT_TRUE(imported) << base::describe(imported.error());
  const Twin twin(kNotices);
  const Twin twin_after(other.folder());
  std::mt19937 random(20261124);
  int moved = 0;
  int several = 0;
  for (int round = 0; round < 2'000; ++round) {
    const Application application(random);
    const Running before = application.decision(testing::law_calendar());
    const Running after = application.decision(*imported);
    SCOPED_TRACE("round " + std::to_string(round) + ", accepted " + base::format_date(application.accepted));
    ASSERT_EQ(before.due.due_raw, twin.last_day(application.accepted, application.reviews));
    ASSERT_EQ(after.due.due_raw, twin_after.last_day(application.accepted, application.reviews));
    ASSERT_EQ(before.paused, application.stands_still);
    moved += before.due.due_raw == after.due.due_raw ? 0 : 1;
    several += application.reviews.size() > 1 ? 1 : 0;
  }
  EXPECT_GT(moved, 20) << "the imported calendar matters";
  EXPECT_GT(several, 200);
}

}  // namespace day_count_twin_test
}  // namespace yinxin::procedure
