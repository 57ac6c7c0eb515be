// 公文 by GB/T 9704-2012, general form (7) and letter (10.1); 回执 and 报告 as the same without a red head.
#include "documents/draw.hpp"
#include "documents/form.hpp"
#include "documents/marks.hpp"

namespace yinxin::documents {

using base::Bytes;
using base::Result;

namespace {

constexpr double kSecondPitch = 34;  // of title lines, 二号
constexpr double kRedStroke = 2;
constexpr double kMarkSize = 46;      // 发文机关标志: "醒目、美观", smaller when the name is long
constexpr double kSmallestMark = 24;  // then it stands in lines
constexpr double kLetterMarkTop = mm(30);
constexpr double kLetterLine = mm(170);
constexpr double kLetterFoot = mm(20);
constexpr double kQrSide = mm(27);
constexpr double kColophon = 28;

class Pages {
 public:
  Pages(const Fonts& fonts, const Sheet& sheet)
      : sheet_(sheet),
        canvas_(fonts, kA4, metadata_of(sheet)),
        flow_(
            canvas_, [this](int page) { begin_page(page); }, [this](int page) { end_page(page); }) {}

  Result<Bytes> draw() {
    if (sheet_.kind == Kind::Official) {
      red_head();
    } else if (sheet_.kind == Kind::Letter) {
      letter_head();
    }
    title();
    if (!sheet_.addressee.empty()) paragraph(sheet_.addressee, 0);
    body();
    for (const std::string& text : sheet_.rights) paragraph(text, 2, &text == &sheet_.rights.back());
    attachments();
    signature();
    if (sheet_.kind == Kind::Official) colophon();
    YX_CHECK(flow_.run());
    YX_CHECK(qr_);
    return canvas_.finish();
  }

 private:
  // ---- each page ----

  void begin_page(int page) {
    if (sheet_.demonstration) draw_watermark(canvas_, "演示");
    draw_clock_note(canvas_, sheet_.clock_note);
    if (page != 1) return;
    if (!sheet_.copy.empty()) {
      const SetText copy = canvas_.set(sheet_.copy, Style{Face::Heading, kThird, 0, 0, Align::Left, 0});
      canvas_.draw_line(copy, 0, kLeft, kTop - kPitch, kPitch);
    }
    if (sheet_.kind != Kind::Letter) return;
    canvas_.draw(*mark_, kLeft, kLetterMarkTop, mark_pitch_, kRed);
    double_line(letter_line_, true);
    double_line(canvas_.paper().height - kLetterFoot, false);
    const SetText number =
        canvas_.set(sheet_.number, Style{Face::Body, kThird, kTextWidth, 0, Align::Right, 0});
    canvas_.draw_line(number, 0, kLeft, letter_line_ + kThird * 7 / 8, kThird);
  }

  /// 7.5: 四号 between dashes, 7 mm below, odd numbers right, even ones left; a letter's first page has none.
  void end_page(int page) {
    if (page == 1 && sheet_.kind == Kind::Letter) return;
    const SetText number =
        canvas_.set("— " + std::to_string(page) + " —", Style{Face::Note, kFourth, 0, 0, Align::Left, 0});
    const double width = number.lines()[0].width;
    const double x = page % 2 == 1 ? kRight - kFourth - width : kLeft + kFourth;
    canvas_.draw_line(number, 0, x, kBottom + mm(7) - kFourth / 2, kFourth);
  }

  /// 10.1: 170 mm long, in the middle of the page; the upper one thick above thin, the lower one thin above
  /// thick.
  void double_line(double y, bool upper) {
    const double x = (canvas_.paper().width - kLetterLine) / 2;
    canvas_.line(x, y, x + kLetterLine, y, upper ? 2.2 : 0.7, kRed);
    canvas_.line(x, y + 2.8, x + kLetterLine, y + 2.8, upper ? 0.7 : 2.2, kRed);
  }

  // ---- head ----

  void set_mark() {
    const auto set = [&](double size, double width) {
      return canvas_.set(sheet_.issuer, Style{Face::Title, size, width, 0, Align::Centre, 0});
    };
    const double natural = set(kMarkSize, 0).lines()[0].width;
    const double size = std::max(kSmallestMark, std::min(kMarkSize, kMarkSize * kTextWidth / natural * 0.98));
    mark_.emplace(set(size, kTextWidth));
    mark_pitch_ = size * 1.15;
  }

  double mark_height() const { return static_cast<double>(mark_->size()) * mark_pitch_; }

  void blank(double height) { flow_.add(Strip{height, nullptr, false, false, nullptr}); }

  /// 7.2.4: 35 mm under the upper edge of the 版心; 7.2.5: two lines below it the number; 7.2.7: 4 mm below
  /// that the red line.
  void red_head() {
    set_mark();
    blank(mm(35) - (kPitch - kThird) / 2);
    flow_.text(*mark_, kLeft, mark_pitch_, false, kRed);
    blank(2 * kPitch);
    flow_.text(canvas_.set(sheet_.number, Style{Face::Body, kThird, kTextWidth, 0, Align::Centre, 0}), kLeft,
               kPitch);
    const auto red_line = [this](double y) {
      canvas_.line(kLeft, y + mm(4) - (kPitch - kThird) / 2, kRight, y + mm(4) - (kPitch - kThird) / 2,
                   kRedStroke, kRed);
    };
    flow_.add(Strip{mm(4), red_line, false, false, nullptr});
    blank(2 * kPitch);
  }

  void letter_head() {
    set_mark();
    letter_line_ = kLetterMarkTop + mark_height() + mm(4);
    const double number_ends = letter_line_ + kThird * 7 / 8 + kThird;
    blank(number_ends + 2 * kPitch - kTop);
  }

  /// 7.3.1: 二号, in the middle. A receipt has its number below.
  void title() {
    flow_.text(canvas_.set(sheet_.title, Style{Face::Title, kSecond, kTextWidth, 0, Align::Centre, 0}), kLeft,
               kSecondPitch);
    if (sheet_.kind == Kind::Receipt || sheet_.kind == Kind::Report)
      flow_.text(canvas_.set(sheet_.number, Style{Face::Body, kThird, kTextWidth, 0, Align::Centre, 0}),
                 kLeft, kPitch);
    blank(kPitch);
  }

  // ---- body ----

  void paragraph(const std::string& text, int indent, bool keep_end = false) {
    const Style style{Face::Body, kThird, kTextWidth, indent * kThird, Align::Justify, 0};
    flow_.text(canvas_.set(text, style), kLeft, kPitch, keep_end);
  }

  void body() {
    for (std::size_t at = 0; at < sheet_.parts.size(); ++at) {
      const Part& part = sheet_.parts[at];
      const bool last = at + 1 == sheet_.parts.size() && sheet_.rights.empty();
      const bool form_before = at > 0 && sheet_.parts[at - 1].kind == Block::Kind::Line;
      if (form_before && part.kind != Block::Kind::Line) flow_.space(kPitch / 2);
      switch (part.kind) {
        case Block::Kind::Paragraph:
          paragraph(part.text, 2, last);
          break;
        case Block::Kind::Heading:
          heading(part.text);
          break;
        case Block::Kind::Line:
          add_form_line(flow_, canvas_, part.label, part.text, !form_before);
          break;
        case Block::Kind::Rows:
          flow_.space(kPitch / 4);
          add_table(flow_, canvas_, part.table);
          flow_.space(kPitch / 4);
          break;
      }
    }
  }

  /// 7.3.3: the first level in 黑体.
  void heading(const std::string& text) {
    const SetText set =
        canvas_.set(text, Style{Face::Heading, kThird, kTextWidth, 2 * kThird, Align::Left, 0});
    for (std::size_t line = 0; line < set.size(); ++line) {
      const auto draw = [this, set, line](double y) { canvas_.draw_line(set, line, kLeft, y, kPitch); };
      flow_.add(Strip{kPitch, draw, false, true, nullptr});
    }
  }

  /// 7.3.4: a line below the body, two characters in; further names under the first.
  void attachments() {
    if (sheet_.attachments.empty()) return;
    flow_.space(kPitch);
    const bool several = sheet_.attachments.size() > 1;
    const SetText word = canvas_.set("附件：", Style{Face::Body, kThird, 0, 0, Align::Left, 0});
    const double x = kLeft + 2 * kThird + word.lines()[0].width;
    for (std::size_t at = 0; at < sheet_.attachments.size(); ++at) {
      const std::string number = several ? std::to_string(at + 1) + "．" : "";
      const SetText name = canvas_.set(number + sheet_.attachments[at],
                                       Style{Face::Body, kThird, kRight - x, 0, Align::Left, 0});
      const auto draw = [this, word, name, x, first = at == 0](double y) {
        if (first) canvas_.draw_line(word, 0, kLeft + 2 * kThird, y, kPitch);
        canvas_.draw(name, x, y, kPitch);
      };
      flow_.add(Strip{static_cast<double>(name.size()) * kPitch, draw, false, true, nullptr});
    }
  }

  // ---- end ----

  /// 7.3.5.1: the date four characters from the right, the name above it in the middle of the date, the seal
  /// over both with its upper edge within a line of the text. Where no seal is drawn there is room for one;
  /// its lower edge may hang 5 mm below the 版心.
  void signature() {
    const SetText date = canvas_.set(sheet_.date, Style{Face::Body, kThird, 0, 0, Align::Left, 0});
    const double date_width = date.lines()[0].width;
    const double date_x = kRight - 4 * kThird - date_width;
    const SetText name =
        canvas_.set(sheet_.issuer, Style{Face::Body, kThird, kTextWidth / 2, 0, Align::Centre, 0});
    const double middle = std::min(date_x + date_width / 2, kRight - kTextWidth / 4);
    const double names = static_cast<double>(name.size() - 1) * kPitch;
    const auto draw = [this, date, name, middle, date_x, names](double y) {
      const double name_y = y + 2.1 * kPitch;
      if (sheet_.demonstration)
        draw_demonstration_seal(canvas_, middle, y + kPitch / 2 + kSealDiameter / 2 + names / 2);
      canvas_.draw(name, middle - kTextWidth / 4, name_y, kPitch);
      canvas_.draw_line(date, 0, date_x, name_y + names + kPitch, kPitch);
      verification(y + kPitch / 3);
    };
    const bool kept = sheet_.kind == Kind::Official;
    flow_.add(Strip{4.1 * kPitch + names, draw, false, kept, nullptr});
  }

  void verification(double y) {
    if (auto drawn = draw_qr(canvas_, sheet_.url, kLeft, y, kQrSide); !drawn) qr_ = drawn;
    const Style small{Face::Note, 9, 0, 0, Align::Left, 0};
    canvas_.draw_line(canvas_.set("扫描二维码核验本文书", small), 0, kLeft + 6, y + kQrSide, 12);
    canvas_.draw_line(canvas_.set("核验码 " + grouped(sheet_.code), small), 0, kLeft + 6, y + kQrSide + 12,
                      12);
  }

  /// 7.4: at the foot of the last page, between lines of 0.35 mm, in 四号.
  void colophon() {
    const SetText left =
        canvas_.set(sheet_.issuer, Style{Face::Body, kFourth, kTextWidth * 0.6, 0, Align::Left, 0});
    const SetText right = canvas_.set(sheet_.date + "印发",
                                      Style{Face::Body, kFourth, kTextWidth - kFourth, 0, Align::Right, 0});
    const double height = static_cast<double>(left.size() - 1) * kFourth * 1.3 + kColophon;
    const auto draw = [this, left, right, height](double) {
      const double y = kBottom - height + 4;
      canvas_.line(kLeft, y, kRight, y, mm(0.35));
      canvas_.draw(left, kLeft + kFourth, y + 4, kFourth * 1.3);
      canvas_.draw_line(right, 0, kLeft, y + 4, kFourth * 1.3);
      canvas_.line(kLeft, kBottom, kRight, kBottom, mm(0.35));
    };
    flow_.add(Strip{height + mm(6), draw, false, false, nullptr});  // the seal hangs over
  }

  const Sheet& sheet_;
  Canvas canvas_;
  Flow flow_;
  std::optional<SetText> mark_;
  double mark_pitch_ = 0;
  double letter_line_ = 0;  // y of the upper red line
  Result<void> qr_;
};

}  // namespace

Result<Bytes> draw_pages(const Fonts& fonts, const Sheet& sheet) {
  return Pages(fonts, sheet).draw();
}

}  // namespace yinxin::documents
