#include "documents/layout.hpp"

#include "documents/draw.hpp"

namespace yinxin::documents {

Flow::Flow(Canvas& canvas, std::function<void(int)> page_begins, std::function<void(int)> page_ends)
    : canvas_(canvas), page_begins_(std::move(page_begins)), page_ends_(std::move(page_ends)) {}

void Flow::text(const SetText& text, double x, double pitch, bool keep_end, Colour colour) {
  constexpr std::size_t kKept = 2;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto one = [this, text, at, x, pitch, colour](double y) {
      canvas_.draw_line(text, at, x, y, pitch, colour);
    };
    add(Strip{pitch, one, false, keep_end && at + kKept >= text.size(), nullptr});
  }
}

/// Of this strip and of all that may not be parted from it.
double Flow::chain_height(std::size_t from) const {
  double height = 0;
  for (std::size_t at = from; at < strips_.size(); ++at) {
    height += strips_[at].height;
    if (!strips_[at].keep_with_next) break;
  }
  return height;
}

void Flow::turn() {
  if (page_ != 0) {
    page_ends_(page_);
    canvas_.next_page();
  }
  page_begins_(++page_);
}

base::Result<void> Flow::run() {
  constexpr double kRounding = 0.01;
  turn();
  double y = kTop;
  bool at_top = true;
  for (std::size_t at = 0; at < strips_.size(); ++at) {
    const Strip& strip = strips_[at];
    if (!at_top && y + chain_height(at) > kBottom + kRounding) {
      turn();
      y = kTop;
      at_top = true;
    }
    if (at_top && strip.space) continue;
    if (at_top && page_ > 1 && strip.head) {
      strip.head->draw(y);
      y += strip.head->height;
    }
    if (y + strip.height > kBottom + kRounding || page_ > kMaxPages)
      return base::make_error(base::ErrorKind::TooLarge, "documents.space", "page " + std::to_string(page_));
    if (strip.draw) strip.draw(y);
    y += strip.height;
    at_top = false;
  }
  page_ends_(page_);
  return {};
}

}  // namespace yinxin::documents
