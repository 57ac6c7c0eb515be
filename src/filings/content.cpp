#include "filings/content.hpp"

#include <algorithm>
#include <stdexcept>

#include "filings/values.hpp"

namespace yinxin::filings {

using asn1::DerReader;
using asn1::DerWriter;
using base::Result;

namespace {

constexpr std::int64_t kVersion = 1;
constexpr std::size_t kMaxName = 1024;   // of something that people read
constexpr std::size_t kMaxSteps = 1000;  // of one commit
constexpr std::size_t kMaxPapers = 32;   // of one step
constexpr std::size_t kMaxDeadlines = 1000;
constexpr std::size_t kMaxRoles = 32;
constexpr std::uint8_t kPaper = asn1::context(0, true);
constexpr std::uint8_t kItem = asn1::context(0, true);      // of a step
constexpr std::uint8_t kCountsOn = asn1::context(1, true);  // of a step
constexpr std::string_view kAbout = "about";
constexpr std::string_view kFiling = "filing";

void write_label(DerWriter& out, const Label& label) {
  out.utf8(label.zh).utf8(label.en);
}

Result<Label> read_label(DerReader& in) {
  Label label;
  YX_TRY(label.zh, read_text(in, kMaxName));
  YX_TRY(label.en, read_text(in, kMaxName));
  return label;
}

void write_step(DerWriter& out, const Notice::Step& step) {
  out.sequence([&](DerWriter& one) {
    one.small_integer(step.position).utf8(step.event);
    write_label(one, step.name);
    one.small_integer(base::to_micros(step.at));
    one.sequence([&](DerWriter& papers) {
      for (const auto& given : step.papers) {
        papers.sequence([&](DerWriter& paper) {
          paper.utf8(given.first);
          write_label(paper, given.second);
        });
      }
    });
    write_values(one, step.inputs);
    one.boolean(step.shortened);
    if (!step.item.empty()) one.nested(kItem, [&](DerWriter& item) { item.utf8(step.item); });
    if (step.on) one.nested(kCountsOn, [&](DerWriter& day) { day.utf8(base::format_date(*step.on)); });
  });
}

Result<std::string> read_inside(DerReader& in, const asn1::Element& element) {
  YX_TRY(DerReader inside, in.inside(element));
  YX_TRY(std::string text, read_text(inside, kMaxWord));
  YX_CHECK(inside.expect_end());
  if (text.empty()) return bad_content("an empty word");
  return text;
}

Result<base::Date> read_day(const std::string& text) {
  const auto date = base::parse_date(text);
  if (!date || base::format_date(*date) != text) return bad_content("day");
  return *date;
}

Result<Notice::Step> read_step(DerReader& in) {
  YX_TRY(DerReader one, in.enter());
  Notice::Step step;
  YX_TRY(step.position, one.small_integer());
  YX_TRY(step.event, read_word(one));
  YX_TRY(step.name, read_label(one));
  YX_TRY(const std::int64_t micros, one.small_integer());
  step.at = base::from_micros(micros);
  YX_TRY(DerReader papers, one.enter());
  while (!papers.at_end()) {
    if (step.papers.size() == kMaxPapers) return bad_content("papers");
    YX_TRY(DerReader paper, papers.enter());
    YX_TRY(std::string id, read_word(paper));
    YX_TRY(Label name, read_label(paper));
    YX_CHECK(paper.expect_end());
    step.papers.emplace_back(std::move(id), std::move(name));
  }
  YX_TRY(step.inputs, read_values(one));
  YX_TRY(step.shortened, one.boolean());
  YX_TRY(const auto item, one.optional(kItem));
  if (item) {
    YX_TRY(step.item, read_inside(one, *item));
  }
  YX_TRY(const auto on, one.optional(kCountsOn));
  if (on) {
    YX_TRY(const std::string day, read_inside(one, *on));
    YX_TRY(step.on, read_day(day));
  }
  YX_CHECK(one.expect_end());
  return step;
}

void write_deadline(DerWriter& out, const Notice::Deadline& deadline) {
  out.sequence([&](DerWriter& one) {
    one.utf8(deadline.clock);
    write_label(one, deadline.name);
    one.utf8(deadline.item).utf8(base::format_date(deadline.last_day)).boolean(deadline.paused);
  });
}

Result<Notice::Deadline> read_deadline(DerReader& in) {
  YX_TRY(DerReader one, in.enter());
  Notice::Deadline deadline;
  YX_TRY(deadline.clock, read_word(one));
  YX_TRY(deadline.name, read_label(one));
  YX_TRY(deadline.item, read_text(one, kMaxWord));
  YX_TRY(const std::string day, read_text(one, kMaxWord));
  YX_TRY(deadline.last_day, read_day(day));
  YX_TRY(deadline.paused, one.boolean());
  YX_CHECK(one.expect_end());
  return deadline;
}

void write_paper(DerWriter& out, const Notice::Paper& paper) {
  out.nested(kPaper, [&](DerWriter& one) {
    one.small_integer(paper.position).utf8(paper.document).utf8(paper.title).utf8(paper.number);
    one.utf8(paper.code);
  });
}

Result<Notice::Paper> read_paper(DerReader one) {
  Notice::Paper paper;
  YX_TRY(paper.position, one.small_integer());
  YX_TRY(paper.document, read_word(one));
  YX_TRY(paper.title, read_text(one, kMaxName));
  YX_TRY(paper.number, read_text(one, kMaxName));
  YX_TRY(paper.code, read_word(one));
  YX_CHECK(one.expect_end());
  return paper;
}

/// The element's content, after its version.
Result<DerReader> enter_content(base::ByteView octets) {
  if (octets.size() > kMaxContentBytes) return bad_content("size");
  DerReader outer(octets);
  YX_TRY(DerReader in, outer.enter());
  YX_CHECK(outer.expect_end());
  YX_TRY(const std::int64_t version, in.small_integer());
  if (version != kVersion) return bad_content("version");
  return in;
}

Result<std::vector<Deed>> read_deeds(base::ByteView octets) {
  YX_TRY(DerReader in, enter_content(octets));
  std::vector<Deed> deeds;
  while (!in.at_end()) {
    if (deeds.size() == kMaxDeeds) return bad_content("deeds");
    YX_TRY(DerReader one, in.enter());
    Deed deed;
    YX_TRY(deed.event, read_word(one));
    YX_TRY(deed.item, read_text(one, kMaxWord));
    YX_TRY(deed.inputs, read_values(one));
    YX_CHECK(one.expect_end());
    deeds.push_back(std::move(deed));
  }
  if (deeds.empty()) return bad_content("no deed");
  return deeds;
}

Result<Notice> read_notice(base::ByteView octets) {
  YX_TRY(DerReader in, enter_content(octets));
  Notice notice;
  YX_TRY(notice.case_number, read_word(in));
  YX_TRY(notice.procedure, read_word(in));
  YX_TRY(notice.scope, read_word(in));
  YX_TRY(notice.state, read_word(in));
  YX_TRY(notice.state_name, read_label(in));
  YX_TRY(notice.ended, in.boolean());
  YX_TRY(DerReader steps, in.enter());
  while (!steps.at_end()) {
    if (notice.steps.size() == kMaxSteps) return bad_content("steps");
    YX_TRY(Notice::Step step, read_step(steps));
    notice.steps.push_back(std::move(step));
  }
  YX_TRY(DerReader deadlines, in.enter());
  while (!deadlines.at_end()) {
    if (notice.deadlines.size() == kMaxDeadlines) return bad_content("deadlines");
    YX_TRY(Notice::Deadline deadline, read_deadline(deadlines));
    notice.deadlines.push_back(std::move(deadline));
  }
  YX_TRY(const auto paper, in.optional(kPaper));
  if (paper) {
    YX_TRY(DerReader inside, in.inside(*paper));
    YX_TRY(notice.paper, read_paper(inside));
  }
  YX_CHECK(in.expect_end());
  return notice;
}

/// One code for whatever the readers say.
template <class T>
Result<T> as_content_error(Result<T> result) {
  if (result || result.error().code == "filings.content") return result;
  return base::make_error(base::ErrorKind::Malformed, "filings.content",
                          result.error().code + ": " + result.error().detail);
}

std::vector<std::string> split_roles(std::string_view text) {
  std::vector<std::string> roles;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    roles.emplace_back(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return roles;
}

/// As accounts are named (src/officers): 2 to 32 of a-z, 0-9 and '-'.
bool is_account(std::string_view text) {
  constexpr std::size_t kLeast = 2;
  constexpr std::size_t kMost = 32;
  return text.size() >= kLeast && text.size() <= kMost &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

/// Those that run before those that stand still, the party's next day first.
void keep_soonest(std::vector<Notice::Deadline>& deadlines, std::size_t count) {
  std::stable_sort(deadlines.begin(), deadlines.end(), [](const auto& one, const auto& other) {
    return std::pair(one.paused, one.last_day) < std::pair(other.paused, other.last_day);
  });
  deadlines.resize(std::min(count, deadlines.size()));
}

/// Steps stand in their order.
void keep_newest(std::vector<Notice::Step>& steps, std::size_t count) {
  if (steps.size() <= count) return;
  steps.erase(steps.begin(), steps.end() - static_cast<std::ptrdiff_t>(count));
  steps.front().shortened = true;  // others went before it
}

}  // namespace

exchange::Words words_of(const Heading& heading) {
  std::string roles;
  for (const std::string& role : heading.roles) roles += (roles.empty() ? "" : ",") + role;
  exchange::Words words{{std::string(kAbout), std::string(kFiling)},
                        {"officer", heading.officer},
                        {"party", heading.party},
                        {"roles", roles}};
  if (heading.procedure.empty()) return words;
  words.emplace_back("procedure", heading.procedure);
  words.emplace_back("scope", heading.scope);
  return words;
}

exchange::Words words_of(const Notice& notice) {
  return {{std::string(kAbout), std::string(kFiling)}, {"case", notice.case_number}};
}

bool is_of_filing(const exchange::Letter& letter) {
  return exchange::find_word(letter.words, kAbout) == kFiling;
}

Result<Heading> read_heading(const exchange::Words& words) {
  const auto word = [&](std::string_view name) {
    return std::string(exchange::find_word(words, name).value_or(""));
  };
  Heading heading{word("party"), word("officer"), split_roles(word("roles")), word("procedure"),
                  word("scope")};
  if (!is_account(heading.officer)) return bad_content("officer");
  if (heading.roles.size() > kMaxRoles) return bad_content("roles");
  if (heading.procedure.empty() != heading.scope.empty()) return bad_content("procedure without scope");
  return heading;
}

base::Bytes encode_deeds(const std::vector<Deed>& deeds) {
  DerWriter out;
  out.sequence([&](DerWriter& all) {
    all.small_integer(kVersion);
    for (const Deed& deed : deeds) {
      all.sequence([&](DerWriter& one) {
        one.utf8(deed.event).utf8(deed.item);
        write_values(one, deed.inputs);
      });
    }
  });
  return std::move(out).take();
}

base::Bytes encode_notice(const Notice& notice) {
  DerWriter out;
  out.sequence([&](DerWriter& all) {
    all.small_integer(kVersion).utf8(notice.case_number).utf8(notice.procedure).utf8(notice.scope);
    all.utf8(notice.state);
    write_label(all, notice.state_name);
    all.boolean(notice.ended);
    all.sequence([&](DerWriter& steps) {
      for (const Notice::Step& step : notice.steps) write_step(steps, step);
    });
    all.sequence([&](DerWriter& deadlines) {
      for (const Notice::Deadline& deadline : notice.deadlines) write_deadline(deadlines, deadline);
    });
    if (notice.paper) write_paper(all, *notice.paper);
  });
  return std::move(out).take();
}

base::Bytes encode_to_fit(Notice& notice) {
  if (notice.deadlines.size() > kMaxDeadlines) keep_soonest(notice.deadlines, kMaxDeadlines);
  if (notice.steps.size() > kMaxSteps) keep_newest(notice.steps, kMaxSteps);
  base::Bytes content = encode_notice(notice);
  if (content.size() <= kMaxContentBytes) return content;
  for (Notice::Step& step : notice.steps) {
    step.shortened = step.shortened || !step.inputs.empty();
    step.inputs.clear();
  }
  for (content = encode_notice(notice); content.size() > kMaxContentBytes; content = encode_notice(notice)) {
    if (!notice.deadlines.empty())
      keep_soonest(notice.deadlines, notice.deadlines.size() / 2);
    else if (notice.steps.size() > 1)
      keep_newest(notice.steps, notice.steps.size() / 2);
    else
      throw std::logic_error("a notice of one step is longer than a letter");
  }
  return content;
}

Result<std::vector<Deed>> parse_deeds(base::ByteView octets) {
  return as_content_error(read_deeds(octets));
}

Result<Notice> parse_notice(base::ByteView octets) {
  return as_content_error(read_notice(octets));
}

}  // namespace yinxin::filings
