#include "documents/form.hpp"

#include <algorithm>

namespace yinxin::documents {
namespace {

constexpr double kStroke = 0.6;
constexpr double kPadding = 4;
constexpr double kCellSize = 12;  // 小四
constexpr double kCellPitch = 18;
constexpr double kNumberWidth = 36;
constexpr double kLabelWidth = kTextWidth * 0.3;
constexpr double kFormPitch = 20;

struct Cell {
  SetText text;
  double x, width;
};

/// Cells side by side, each in the middle of the row's height, with its edges.
Strip row_of(Canvas& canvas, std::vector<Cell> cells, double pitch, bool upper_edge) {
  std::size_t lines = 1;
  for (const Cell& cell : cells) lines = std::max(lines, cell.text.size());
  const double height = static_cast<double>(lines) * pitch + 2 * kPadding;
  const auto draw = [&canvas, cells = std::move(cells), pitch, height, upper_edge](double y) {
    for (const Cell& cell : cells) {
      const double inner = static_cast<double>(cell.text.size()) * pitch;
      canvas.draw(cell.text, cell.x + kPadding, y + (height - inner) / 2, pitch);
      canvas.line(cell.x, y, cell.x, y + height, kStroke);
    }
    if (upper_edge) canvas.line(kLeft, y, kRight, y, kStroke);
    canvas.line(kRight, y, kRight, y + height, kStroke);
    canvas.line(kLeft, y + height, kRight, y + height, kStroke);
  };
  return Strip{height, draw, false, false, nullptr};
}

Cell cell_of(Canvas& canvas, const std::string& text, Face face, double size, double x, double width,
             Align align) {
  return Cell{canvas.set(text, Style{face, size, width - 2 * kPadding, 0, align, 0}), x, width};
}

}  // namespace

void add_table(Flow& flow, Canvas& canvas, const Table& table) {
  const auto row = [&](const std::string& number, const std::vector<std::string>& texts, Face face,
                       Align align) {
    std::vector<Cell> cells;
    cells.push_back(cell_of(canvas, number, face, kCellSize, kLeft, kNumberWidth, Align::Centre));
    double x = kLeft + kNumberWidth;
    for (std::size_t at = 0; at < texts.size(); ++at) {
      const double width = (kTextWidth - kNumberWidth) * table.widths[at];
      cells.push_back(cell_of(canvas, texts[at], face, kCellSize, x, width, align));
      x += width;
    }
    return cells;
  };
  Strip head = row_of(canvas, row("序号", table.heads, Face::Heading, Align::Centre), kCellPitch, true);
  const auto repeated = std::make_shared<const Strip>(head);
  head.keep_with_next = true;
  flow.add(std::move(head));
  for (std::size_t at = 0; at < table.rows.size(); ++at) {
    Strip strip = row_of(canvas, row(std::to_string(at + 1), table.rows[at], Face::Body, Align::Left),
                         kCellPitch, false);
    strip.head = repeated;
    flow.add(std::move(strip));
  }
}

void add_form_line(Flow& flow, Canvas& canvas, const std::string& label, const std::string& text,
                   bool first) {
  std::vector<Cell> cells;
  cells.push_back(cell_of(canvas, label, Face::Heading, kFourth, kLeft, kLabelWidth, Align::Centre));
  cells.push_back(
      cell_of(canvas, text, Face::Body, kFourth, kLeft + kLabelWidth, kTextWidth - kLabelWidth, Align::Left));
  const Strip strip = row_of(canvas, cells, kFormPitch, first);
  Strip added = strip;
  // At the top of a further page the form has its upper edge again.
  const auto edge = [&canvas](double y) { canvas.line(kLeft, y, kRight, y, kStroke); };
  added.head = std::make_shared<const Strip>(Strip{0, edge, false, false, nullptr});
  flow.add(std::move(added));
}

}  // namespace yinxin::documents
