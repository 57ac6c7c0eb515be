// 证照: one landscape sheet with a frame (requirements 4.2). The official layout was not seen; this one is
// ours.
#include "documents/draw.hpp"
#include "documents/marks.hpp"

namespace yinxin::documents {

using base::Bytes;
using base::Result;

namespace {

constexpr Colour kFrame{0.62, 0.09, 0.12};
// On A4; on A3 all is larger by the square root of two.
constexpr double kMargin = mm(11);
constexpr double kTitleSize = 32;
constexpr double kLabelsWidth = mm(57);
constexpr double kTextLeft = mm(30);
constexpr double kTextRight = mm(267);
constexpr double kTextTop = mm(60);
constexpr double kTextBottom = mm(149);
constexpr double kSizes[] = {17, 15, 13, 11, 9.5};  // the largest that fits
constexpr double kPitchOfSize = 1.5;
constexpr double kGapOfSize = 0.5;
constexpr double kLicenceQrSide = mm(28);

class Certificate {
 public:
  Certificate(const Fonts& fonts, const Sheet& sheet)
      : sheet_(sheet),
        canvas_(fonts, sheet.copy_mark == "正本" ? kA3Landscape : kA4Landscape, metadata_of(sheet)),
        scale_(canvas_.paper().width / kA4Landscape.width) {}

  Result<Bytes> draw() {
    if (sheet_.demonstration) draw_watermark(canvas_, "演示　样张");
    draw_clock_note(canvas_, sheet_.clock_note);
    cairo_scale(canvas_.cairo(), scale_, scale_);
    frame();
    head();
    YX_CHECK(lines());
    YX_CHECK(foot());
    return canvas_.finish();
  }

 private:
  SetText set(const std::string& text, Face face, double size, double width, Align align) {
    return canvas_.set(text, Style{face, size, width, 0, align, 0});
  }

  void frame() {
    const double width = kA4Landscape.width;
    const double height = kA4Landscape.height;
    const auto box = [&](double margin, double stroke) {
      canvas_.rectangle(margin, margin, width - 2 * margin, height - 2 * margin, stroke, kFrame);
    };
    box(kMargin, 4);
    box(kMargin + 6, 0.8);
    box(kMargin + 14, 0.8);
    for (const double x : {kMargin + 6, width - kMargin - 14}) {
      for (const double y : {kMargin + 6, height - kMargin - 14}) canvas_.rectangle(x, y, 8, 8, 0.8, kFrame);
    }
  }

  void head() {
    const double width = kA4Landscape.width;
    canvas_.draw(set(sheet_.title, Face::Title, kTitleSize, width, Align::Centre), 0, mm(27),
                 kTitleSize * 1.3);
    if (!sheet_.copy_mark.empty())
      canvas_.draw(set("（" + sheet_.copy_mark + "）", Face::Body, 18, width, Align::Centre), 0, mm(44), 24);
  }

  struct Row {
    SetText label, text;
  };

  /// Labels and what is filled in, in the largest size that leaves the foot its room.
  Result<void> lines() {
    for (const double size : kSizes) {
      const std::vector<Row> rows = set_rows(size);
      double height = 0;
      for (const Row& row : rows) height += height_of(row, size);
      if (height > kTextBottom - kTextTop) continue;
      // The rest of the room goes between the rows, up to a row's own height.
      const double spare =
          std::min((kTextBottom - kTextTop - height) / static_cast<double>(rows.size()), size);
      double y = kTextTop;
      for (const Row& row : rows) {
        canvas_.draw(row.label, kTextLeft, y, size * kPitchOfSize);
        canvas_.draw(row.text, kTextLeft + kLabelsWidth, y, size * kPitchOfSize);
        y += height_of(row, size) + spare;
      }
      return {};
    }
    return base::make_error(base::ErrorKind::TooLarge, "documents.space", "the certificate's lines");
  }

  static double height_of(const Row& row, double size) {
    return static_cast<double>(std::max(row.label.size(), row.text.size())) * size * kPitchOfSize +
           size * kGapOfSize;
  }

  std::vector<Row> set_rows(double size) {
    std::vector<Row> rows;
    for (const Part& part : sheet_.parts) {
      const std::string label = part.label.empty() ? "" : part.label + "：";
      rows.push_back(
          Row{set(label, Face::Heading, size, kLabelsWidth, Align::Left),
              set(part.text, Face::Body, size, kTextRight - kTextLeft - kLabelsWidth, Align::Left)});
    }
    return rows;
  }

  Result<void> foot() {
    constexpr double kY = mm(160);
    constexpr double kRightEdge = mm(262);
    constexpr double kSize = 15;
    YX_CHECK(draw_qr(canvas_, sheet_.url, kTextLeft - 4, kY - 6, kLicenceQrSide));
    const double beside = kTextLeft + kLicenceQrSide;
    const auto note = [&](const std::string& text, double y) {
      canvas_.draw_line(set(text, Face::Note, 9, 0, Align::Left), 0, beside, y, 14);
    };
    note("扫描二维码核验，以核验页面为准", kY + 8);
    note("核验码 " + grouped(sheet_.code), kY + 22);
    if (sheet_.copy != sheet_.copy_mark) note(sheet_.copy, kY + 36);
    constexpr double kPitch = kSize * 1.7;
    const double room = kRightEdge - beside - mm(50);
    const SetText organ = set("发证机关：" + sheet_.issuer, Face::Body, kSize, room, Align::Left);
    const SetText date = set("发证日期：" + sheet_.date, Face::Body, kSize, 0, Align::Left);
    if (organ.size() > 2)
      return base::make_error(base::ErrorKind::TooLarge, "documents.space", "the organ's name");
    const double width = std::max(organ.lines()[0].width, date.lines()[0].width);
    const double x = kRightEdge - width;
    const double organ_y = kY + 4 - static_cast<double>(organ.size() - 1) * kPitch;
    if (sheet_.demonstration) draw_demonstration_seal(canvas_, x + width * 0.62, kY + 16);
    canvas_.draw(organ, x, organ_y, kPitch);
    canvas_.draw_line(date, 0, x, kY + 4 + kPitch, kPitch);
    return {};
  }

  const Sheet& sheet_;
  Canvas canvas_;
  double scale_;
};

}  // namespace

Result<Bytes> draw_certificate(const Fonts& fonts, const Sheet& sheet) {
  return Certificate(fonts, sheet).draw();
}

}  // namespace yinxin::documents
