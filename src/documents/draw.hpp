// A sheet becomes a PDF. For this folder.
#pragma once

#include "documents/canvas.hpp"
#include "documents/fill.hpp"

namespace yinxin::documents {

/// Errors: Refused `documents.glyph`, TooLarge `documents.space` (a table's row is longer than a page, a
/// certificate's words do not fit its sheet, more than kMaxPages), Internal `documents.drawing`.
base::Result<base::Bytes> draw(const Fonts& fonts, const Sheet& sheet);

inline constexpr int kMaxPages = 200;  // ours: a decision with its facts is some tens of pages

/// 公文 in both forms, 回执 and 报告, page after page.
base::Result<base::Bytes> draw_pages(const Fonts& fonts, const Sheet& sheet);
/// 证照: one landscape sheet; 正本 on A3, all else on A4 (requirements 4.2).
base::Result<base::Bytes> draw_certificate(const Fonts& fonts, const Sheet& sheet);

Metadata metadata_of(const Sheet& sheet);
/// "ABCD-EFGH-JKLM-NPQR", as a person types it.
std::string grouped(const std::string& code);

}  // namespace yinxin::documents
