// What backup.cpp and the octets of a part share. Private to store/.
#pragma once

#include "store/backup.hpp"

namespace yinxin::store {

inline constexpr std::string_view kRowsMagic = "yinxin rows 1\n";

/// The first four are Value's alternatives, in its order.
enum class RowsTag : std::uint8_t { Null = 0, Integer = 1, Text = 2, Blob = 3, Row = 0x10, End = 0x11 };

/// 1 to kMaxIdentifier of a-z, 0-9, '_': what our tables and columns are called.
bool is_identifier(std::string_view name);
base::Bytes rows_header(const TableShape& table);
void append_row(base::Bytes& to, const Values& values);
void append_end(base::Bytes& to, std::int64_t rows);

}  // namespace yinxin::store
