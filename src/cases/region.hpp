// Regions of GB/T 2260: six digits, two for the province, two for the prefecture, two for the county; zeros
// stand for all that is below. Private to this folder.
#pragma once

#include <string>
#include <string_view>

namespace yinxin::cases {

/// The regions that lie in one, as columns are compared with it.
struct RegionRange {
  std::string province;  // two digits; empty: the whole country
  bool finer = false;    // than a province:
  std::string first;
  std::string last;
};
/// `region` is one.
RegionRange range_of(std::string_view region);

}  // namespace yinxin::cases
