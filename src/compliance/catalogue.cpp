// What the provider offers to the public, what it promises of it and how a month turned out (articles 18 and
// 27); where its sites may lie (article 2); the registers of the rules.
#include <algorithm>
#include <array>

#include "compliance/state.hpp"
#include "proof/annual_report.hpp"

namespace yinxin::compliance {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kCatalogue = "service_catalogue";  // of rules/procedures
constexpr std::string_view kPublished = "published";
constexpr std::string_view kWholeCountry = "000000";  // as a reach
constexpr base::Date kFirstMonth{std::chrono::year(2024), std::chrono::November, std::chrono::day(1)};

/// A figure of the annual report has its words there.
constexpr std::array kMeasures{
    Measure{"lifecycle", "applications.accepted", "", "", "", {}},
    Measure{"lifecycle", "certificates.issued", "", "", "", {}},
    Measure{"lifecycle", "certificates.revoked", "", "", "", {}},
    Measure{"query", "query.requests", "证书信息查询请求", "requests for information", "次", {}},
    Measure{"status", "ocsp.requests", "", "", "", {}},
    Measure{"status", "lists.issued", "", "", "", {}},
    Measure{"status", "lists.largest_gap", "", "", "", {}},
    Measure{"support", "support.asked", "使用支持请求", "requests for help", "件", {}},
    Measure{"support", "support.in_time", "按承诺时限解决", "solved within the hours promised", "件", {}},
    Measure{"support", "support.late", "超过承诺时限解决", "solved later than promised", "件", {}},
    Measure{"support", "support.minutes", "平均解决用时", "average time until solved", "分钟", {}},
    Measure{"complaints", "complaints.received", "", "", "", {}},
    Measure{"complaints", "complaints.in_time", "按期答复投诉", "complaints answered in time", "件", {}},
    Measure{"complaints", "complaints.late", "逾期答复投诉", "complaints answered late", "件", {}},
};

std::vector<store::Statistic> of_clocks() {
  using cases::Punctuality;
  const std::vector<std::string> service{"service"};
  const std::vector<std::string> answers{"answer", "extended_answer"};
  return {cases::opened_statistic("support.asked", "support_ticket"),
          cases::clock_statistic("support.in_time", "support_ticket", service, Punctuality::InTime),
          cases::clock_statistic("support.late", "support_ticket", service, Punctuality::Late),
          cases::minutes_statistic("support.minutes", "support_ticket", service.front()),
          cases::clock_statistic("complaints.in_time", "complaint", answers, Punctuality::InTime),
          cases::clock_statistic("complaints.late", "complaint", answers, Punctuality::Late)};
}

struct Span {
  base::Time from;
  base::Time to;
};

Result<Span> span_of_month(const std::string& month, base::Time now) {
  static constexpr std::chrono::hours kBeijing{8};
  const auto first = base::parse_date(month + "-01");
  const auto begin = [](base::Date day) { return base::Time(std::chrono::sys_days(day)) - kBeijing; };
  if (!first || *first < kFirstMonth || begin(*first) > now)
    return make_error(ErrorKind::Malformed, "compliance.month", month);
  return Span{begin(*first), begin(*first + std::chrono::months(1))};
}

Result<void> measure_one(store::Connection& connection, const store::Statistic& statistic, Span span,
                         Measure& measure) {
  YX_TRY(const auto rows,
         connection.query(statistic.sql, {base::to_micros(span.from), base::to_micros(span.to)}));
  if (!rows.empty()) measure.value = rows.front().optional_integer(1);
  return {};
}

cases::Caller everywhere() {
  cases::Caller caller;
  caller.reach = kWholeCountry;
  return caller;
}

void take_fewer(const cases::Case& entry, const std::string& service, std::optional<std::int64_t>& fewest) {
  const std::string* of = text_in(entry.played.values, "service");
  const std::int64_t* hours = integer_in(entry.played.values, "promised_hours");
  if (of == nullptr || hours == nullptr || *of != service) return;
  fewest = fewest ? std::min(*fewest, *hours) : *hours;
}

}  // namespace

bool Service::State::in_mainland(const procedure::Values& values) const {
  const std::string* region = text_in(values, "site_region");
  if (region == nullptr || !cases::is_region(*region)) return false;
  const rules::Region* province =
      rules::find_by(options.book.regions, &rules::Region::code, region->substr(0, 2) + "0000");
  return province != nullptr && province->receives;
}

Result<std::optional<std::int64_t>> Service::State::promised(const procedure::Values& values) const {
  const std::string* service = text_in(values, "service");
  if (service == nullptr || !options.promised_hours) return std::optional<std::int64_t>();
  return options.promised_hours(*service);
}

Result<std::optional<std::int64_t>> promised_hours(const cases::Service& cases, const std::string& service) {
  const cases::Caller caller = everywhere();
  cases::Filter filter;
  filter.procedure = kCatalogue;
  filter.state = kPublished;
  std::optional<std::int64_t> fewest;
  std::string after;
  do {
    YX_TRY(const cases::Page page, cases.list(filter, caller, after, cases::Service::kMaxPage));
    for (const cases::Case& one : page.cases) {
      YX_TRY(const cases::View entry, cases.read(one.number, caller));
      take_fewer(entry.found, service, fewest);
    }
    after = page.next;
  } while (!after.empty());
  return fewest;
}

std::vector<const rules::Inventory*> Service::inventories() const {
  std::vector<const rules::Inventory*> all;
  for (const rules::Inventory& one : state_->options.book.inventories) {
    if (state_->options.procedures.count(one.procedure) > 0) all.push_back(&one);
  }
  return all;
}

Result<std::vector<Measure>> Service::measures(const std::string& month) const {
  YX_TRY(const Span span, span_of_month(month, state_->house.clock.now()));
  std::vector<store::Statistic> statistics = state_->statistics();
  for (store::Statistic& one : of_clocks()) statistics.push_back(std::move(one));
  std::vector<Measure> all(kMeasures.begin(), kMeasures.end());
  YX_CHECK(state_->house.database.read([&](store::Connection& connection) -> Result<void> {
    for (Measure& measure : all) {
      if (const proof::AnnualFigure* figure = proof::find_annual_figure(measure.id)) {
        measure.zh = figure->zh;
        measure.en = figure->en;
        measure.unit = figure->unit;
      }
      const auto counted = std::find_if(statistics.begin(), statistics.end(),
                                        [&](const store::Statistic& one) { return one.id == measure.id; });
      if (counted != statistics.end()) YX_CHECK(measure_one(connection, *counted, span, measure));
    }
    return {};
  }));
  return all;
}

}  // namespace yinxin::compliance
