// What the parts of the service share. Private to this folder.
#pragma once

#include "supervision/service.hpp"

namespace yinxin::supervision {

struct Service::State {
  State(House house_in, Options options_in) : house(house_in), options(std::move(options_in)) {}

  /// The national bureau issues what the catalogue says, and what only its head may decide (Q25).
  base::Result<const Organ*> organ_for(const papers::Request& request) const;
  /// A certificate is drawn of a licence that is there, under its number; any other paper knows of the
  /// licence what there is.
  base::Result<std::optional<RegisterEntry>> holder_of(store::Connection& connection,
                                                       const cases::Case& the_case, const std::string& number,
                                                       bool certificate) const;

  const House house;
  const Options options;
};

}  // namespace yinxin::supervision
