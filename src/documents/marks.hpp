// What is drawn and not set: the QR code, the demonstration's seal and watermark. For this folder.
#pragma once

#include "documents/canvas.hpp"

namespace yinxin::documents {

/// A QR code (GB/T 18284, level M) in a square of `side` points, with its quiet zone inside. Errors: TooLarge
/// `documents.space` (text too long for a code).
base::Result<void> draw_qr(Canvas& canvas, const std::string& text, double x, double y, double side);

inline constexpr double kSealDiameter = mm(42);

/// The demonstration's seal around a middle point. It names no organ, its ring is broken and its star hollow,
/// so that nobody takes it for the seal of a state organ.
void draw_demonstration_seal(Canvas& canvas, double x, double y);

/// 演示 over the whole page, pale, to be drawn before anything else.
void draw_watermark(Canvas& canvas, const std::string& text);

/// One line in the upper margin, above everything; nothing where it is empty.
void draw_clock_note(Canvas& canvas, const std::string& note);

}  // namespace yinxin::documents
