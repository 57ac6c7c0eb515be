// Tables with ruled lines as strips: the rows of a table field, and the lines of a form. For this folder.
#pragma once

#include "documents/fill.hpp"
#include "documents/layout.hpp"

namespace yinxin::documents {

/// A column of row numbers (序号) is put in front; the head stands again at the top of each further page, and
/// no row is broken (requirements 8.2).
void add_table(Flow& flow, Canvas& canvas, const Table& table);

/// A label and what is filled in; `first` draws the upper edge.
void add_form_line(Flow& flow, Canvas& canvas, const std::string& label, const std::string& text, bool first);

}  // namespace yinxin::documents
