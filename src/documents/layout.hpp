// The measures of GB/T 9704-2012 《党政机关公文格式》, and the flow of strips down its pages. For this
// folder.
#pragma once

#include <functional>

#include "documents/canvas.hpp"

namespace yinxin::documents {

// 5.2.1: A4, 天头 37 mm, 订口 28 mm, 版心 156 mm x 225 mm. 5.2.3: 22 lines of 28 characters.
inline constexpr double kTop = mm(37);
inline constexpr double kLeft = mm(28);
inline constexpr double kTextWidth = mm(156);
inline constexpr double kTextHeight = mm(225);
inline constexpr double kRight = kLeft + kTextWidth;
inline constexpr double kBottom = kTop + kTextHeight;
inline constexpr int kLinesOnPage = 22;
inline constexpr int kCharactersInLine = 28;
inline constexpr double kPitch = kTextHeight / kLinesOnPage;
/// 三号 is 16 points; 28 of them are 2 mm wider than the 版心, so each is drawn 1.3 % smaller, and a hair
/// more so that rounding does not push the 28th into the next line.
inline constexpr double kThird = kTextWidth / kCharactersInLine - 0.01;
inline constexpr double kSecond = 22;  // 二号
inline constexpr double kFourth = 14;  // 四号

/// A piece of the page as wide as the 版心 that is never broken.
struct Strip {
  double height = 0;
  std::function<void(double y)> draw;
  bool space = false;                 // left out at the top of a page
  bool keep_with_next = false;        // not the last of a page
  std::shared_ptr<const Strip> head;  // repeated above it at the top of a page: a table's head
};

/// Strips from the top of the first page to the bottom of the last one.
class Flow {
 public:
  /// `page_begins` and `page_ends` draw what each page has; the number counts from 1.
  Flow(Canvas& canvas, std::function<void(int page)> page_begins, std::function<void(int page)> page_ends);

  void add(Strip strip) { strips_.push_back(std::move(strip)); }
  void space(double height) { add(Strip{height, nullptr, true, false, nullptr}); }
  /// The lines of a text, each a strip; the last two stay with what follows when `keep_end`.
  void text(const SetText& text, double x, double pitch, bool keep_end = false, Colour colour = kBlack);
  /// Puts everything on pages. Errors: TooLarge `documents.space`.
  base::Result<void> run();

 private:
  double chain_height(std::size_t from) const;
  void turn();

  Canvas& canvas_;
  std::function<void(int)> page_begins_;
  std::function<void(int)> page_ends_;
  std::vector<Strip> strips_;
  int page_ = 0;
};

}  // namespace yinxin::documents
