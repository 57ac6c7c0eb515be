// What the parts of the service share. Private to this folder.
#pragma once

#include "base/in_flight.hpp"
#include "supervision/service.hpp"

namespace yinxin::supervision {

/// A document that is drawn, and the code of the one whose place it takes; empty: it takes none.
struct Drawn {
  documents::Draft draft;
  std::string replaces;
};

struct Service::State {
  State(House house_in, Options options_in) : house(house_in), options(std::move(options_in)) {}

  /// The national bureau issues what the catalogue says, and what only its head may decide (Q25).
  base::Result<const Organ*> organ_for(const Paper& paper, const procedure::Transition& transition,
                                       const std::string& scope) const;
  /// The transition whose document that is; null: the step does not give it, or it has no template.
  const procedure::Transition* giving(const cases::View& view, const Wanted& wanted) const;
  /// A certificate is drawn of a licence that is there, under its number; any other paper knows of the
  /// licence what there is.
  base::Result<std::optional<RegisterEntry>> holder_of(store::Connection& connection,
                                                       const cases::Case& the_case,
                                                       const documents::Wish& wish, bool certificate) const;
  base::Result<documents::Wish> wish_for(store::Connection& connection, const cases::View& view,
                                         const Wanted& wanted) const;
  base::Result<Drawn> draw(const cases::View& view, const Wanted& wanted) const;

  const House house;
  const Options options;
  mutable base::InFlight under_way;
};

}  // namespace yinxin::supervision
