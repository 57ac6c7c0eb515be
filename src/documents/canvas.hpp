// Paper to draw on: lengths in PostScript points from the upper left corner, text by Pango, octets of a PDF
// at the end. For this folder; the only header of it that knows Pango and cairo.
#pragma once

#include <cairo.h>
#include <pango/pango.h>

#include <memory>
#include <vector>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "documents/fonts.hpp"

namespace yinxin::documents {

constexpr double mm(double length) {
  return length * 72.0 / 25.4;
}

struct Colour {
  double red = 0, green = 0, blue = 0;
};
inline constexpr Colour kBlack{0, 0, 0};
inline constexpr Colour kRed{0.83, 0.0, 0.06};  // of red heads and seals

enum class Align { Left, Centre, Right, Justify };

struct Style {
  Face face = Face::Body;
  double size = 0;    // points
  double width = 0;   // lines break at it; 0: one line as long as it gets
  double indent = 0;  // of the first line
  Align align = Align::Left;
  double spacing = 0;  // between characters
};

/// Text that has been set: lines with the place where each begins. Copies share it.
class SetText {
 public:
  struct Line {
    PangoLayoutLine* line;  // of the layout
    double x;               // from the left of the width
    double width;
  };

  /// Takes the layout over.
  SetText(PangoLayout* layout, double size);
  /// Line `at` is drawn as that line instead, which begins at `x`; its layout is taken over.
  void replace(std::size_t at, PangoLayout* layout, double x);
  std::size_t size() const { return lines().size(); }
  const std::vector<Line>& lines() const;
  double type_size() const { return size_; }

 private:
  struct Setting;
  std::shared_ptr<Setting> setting_;
  double size_;
};

struct PaperSize {
  double width, height;
};
inline constexpr PaperSize kA4{mm(210), mm(297)};
inline constexpr PaperSize kA4Landscape{mm(297), mm(210)};
inline constexpr PaperSize kA3Landscape{mm(420), mm(297)};

/// What the PDF says about itself.
struct Metadata {
  std::string title;
  std::string author;
  std::string subject;
  std::string keywords;
  base::Time made_at;
};

class Canvas {
 public:
  /// `fonts` are held, locked, as long as the canvas is there.
  Canvas(const Fonts& fonts, PaperSize paper, const Metadata& metadata);
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;
  ~Canvas();

  /// A character that no font has is remembered and fails finish().
  SetText set(const std::string& text, const Style& style);
  /// Line by line from `y`, each in the middle of a strip of `pitch`.
  void draw(const SetText& text, double x, double y, double pitch, Colour colour = kBlack);
  void draw_line(const SetText& text, std::size_t line, double x, double y, double pitch,
                 Colour colour = kBlack);

  void line(double x1, double y1, double x2, double y2, double width, Colour colour = kBlack);
  void rectangle(double x, double y, double width, double height, double stroke, Colour colour = kBlack);
  void next_page();
  cairo_t* cairo() const { return cairo_; }
  PaperSize paper() const { return paper_; }

  /// The whole PDF. Errors: Refused `documents.glyph`, Internal `documents.drawing`.
  base::Result<base::Bytes> finish();

 private:
  PangoLayout* new_layout(const std::string& text, const Style& style);
  void justify(SetText& set, const std::string& text, const Style& style);
  void note_missing(PangoLayout* layout, const std::string& text);

  std::unique_lock<std::mutex> lock_;
  const Fonts& fonts_;
  PaperSize paper_;
  base::Bytes octets_;
  std::string missing_;
  cairo_surface_t* surface_ = nullptr;
  cairo_t* cairo_ = nullptr;
  PangoContext* context_ = nullptr;
};

}  // namespace yinxin::documents
