#include "documents/marks.hpp"

#include <qrencode.h>

#include <cmath>

#include "documents/service.hpp"
#include "x509/text.hpp"

namespace yinxin::documents {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr int kQuietZone = 4;  // modules, GB/T 18284

/// Puts the canvas back as it was.
class Kept {
 public:
  explicit Kept(Canvas& canvas) : cairo_(canvas.cairo()) { cairo_save(cairo_); }
  Kept(const Kept&) = delete;
  Kept& operator=(const Kept&) = delete;
  ~Kept() { cairo_restore(cairo_); }

 private:
  cairo_t* cairo_;
};

void ring(Canvas& canvas, double radius, double width, bool broken) {
  cairo_t* cairo = canvas.cairo();
  const double dash = 2 * kPi * radius / 60;
  const double pattern[] = {dash * 0.75, dash * 0.25};
  cairo_set_source_rgb(cairo, kRed.red, kRed.green, kRed.blue);
  cairo_set_line_width(cairo, width);
  cairo_set_dash(cairo, pattern, broken ? 2 : 0, 0);
  cairo_new_sub_path(cairo);
  cairo_arc(cairo, 0, 0, radius, 0, 2 * kPi);
  cairo_stroke(cairo);
  cairo_set_dash(cairo, pattern, 0, 0);
}

void hollow_star(Canvas& canvas, double y, double radius) {
  cairo_t* cairo = canvas.cairo();
  constexpr int kPoints = 5;
  constexpr double kInner = 0.382;  // of a regular pentagram
  cairo_set_source_rgb(cairo, kRed.red, kRed.green, kRed.blue);
  cairo_new_path(cairo);
  for (int at = 0; at < 2 * kPoints; ++at) {
    const double length = at % 2 == 0 ? radius : radius * kInner;
    const double angle = -kPi / 2 + at * kPi / kPoints;
    cairo_line_to(cairo, length * std::cos(angle), y + length * std::sin(angle));
  }
  cairo_close_path(cairo);
  cairo_set_line_width(cairo, 1);
  cairo_stroke(cairo);
}

/// Character by character along the upper arc.
void arc_text(Canvas& canvas, const std::string& text, double radius, double size) {
  const double step = size * 1.25 / radius;
  const auto count = static_cast<double>(x509::count_characters(text).value_or(0));
  double angle = -(count - 1) / 2 * step;
  for (std::size_t at = 0; at < text.size(); angle += step) {
    const std::size_t from = at;
    if (!x509::next_code_point(text, at)) return;
    const Kept kept(canvas);
    cairo_rotate(canvas.cairo(), angle);
    const SetText one =
        canvas.set(text.substr(from, at - from), Style{Face::Title, size, 0, 0, Align::Left, 0});
    canvas.draw_line(one, 0, -one.lines()[0].width / 2, -radius, size, kRed);
  }
}

}  // namespace

base::Result<QrCode> qr_code(const std::string& text) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), &QRcode_free);
  if (!code) return base::make_error(base::ErrorKind::TooLarge, "documents.space", "the QR code's text");
  QrCode made{code->width, {}};
  for (int i = 0; i < code->width * code->width; ++i) made.modules.push_back(code->data[i] & 1U);
  return made;
}

base::Result<void> draw_qr(Canvas& canvas, const std::string& text, double x, double y, double side) {
  YX_TRY(const QrCode code, qr_code(text));
  const double module = side / (code.side + 2 * kQuietZone);
  cairo_t* cairo = canvas.cairo();
  cairo_set_source_rgb(cairo, 0, 0, 0);
  for (int row = 0; row < code.side; ++row) {
    for (int column = 0; column < code.side; ++column) {
      if (code.modules[static_cast<std::size_t>(row * code.side + column)] == 0) continue;
      cairo_rectangle(cairo, x + (column + kQuietZone) * module, y + (row + kQuietZone) * module, module,
                      module);
    }
  }
  cairo_fill(cairo);  // at once: no white hair-lines between modules
  return {};
}

void draw_demonstration_seal(Canvas& canvas, double x, double y) {
  const Kept kept(canvas);
  cairo_translate(canvas.cairo(), x, y);
  const double radius = kSealDiameter / 2;
  ring(canvas, radius - 1, 2, true);
  ring(canvas, radius - 4.5, 0.7, true);
  arc_text(canvas, "演示专用不具法律效力", radius - 8, 11.5);
  // Where name and date stand is left free: what the seal says must be read.
  hollow_star(canvas, -30, 8);
  const SetText words = canvas.set("演示用章", Style{Face::Title, 14, 0, 0, Align::Left, 1});
  canvas.draw_line(words, 0, -words.lines()[0].width / 2, -22, 15, kRed);
  const SetText more = canvas.set("测试专用章", Style{Face::Title, 8, 0, 0, Align::Left, 0});
  canvas.draw_line(more, 0, -more.lines()[0].width / 2, 39, 10, kRed);
}

void draw_watermark(Canvas& canvas, const std::string& text) {
  constexpr Colour kPale{0.91, 0.91, 0.91};
  constexpr double kSize = 54;
  const SetText words = canvas.set(text, Style{Face::Heading, kSize, 0, 0, Align::Left, 0});
  const double width = words.lines()[0].width;
  const double across = std::max(width * 1.6, mm(95));
  for (double y = mm(55); y < canvas.paper().height; y += mm(92)) {
    for (double x = mm(48); x < canvas.paper().width + across / 2; x += across) {
      const Kept kept(canvas);
      cairo_translate(canvas.cairo(), x, y);
      cairo_rotate(canvas.cairo(), -kPi / 6);
      canvas.draw_line(words, 0, -width / 2, -kSize / 2, kSize, kPale);
    }
  }
}

void draw_clock_note(Canvas& canvas, const std::string& note) {
  constexpr double kSize = 9;
  constexpr double kFromTop = mm(3);
  if (note.empty()) return;
  const SetText words = canvas.set(note, Style{Face::Heading, kSize, 0, 0, Align::Left, 0});
  canvas.draw_line(words, 0, (canvas.paper().width - words.lines()[0].width) / 2, kFromTop, kSize * 1.5,
                   kRed);
}

}  // namespace yinxin::documents
