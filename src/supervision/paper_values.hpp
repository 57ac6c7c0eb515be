// What a case knows of the values of a document (rules/documents/*.toml). Private to this folder.
#pragma once

#include <optional>

#include "papers/collector.hpp"
#include "supervision/types.hpp"

namespace yinxin::supervision {

using papers::Collector;

/// What is known beside the case.
struct PaperSources {
  const Organ& organ;                   // who issues it
  std::string acceptance_number;        // of the case's acceptance notice; empty: none was issued
  std::optional<RegisterEntry> holder;  // the licence that the case is about, where it is in the register
};

/// Those of the template's fields that the step and what went before it answer.
documents::Values known_values(const documents::Template& form, const cases::View& view,
                               std::int64_t position, const PaperSources& sources);

/// What a penalty case decided, or has drafted: what is done to the party, a line each.
std::string penalty_text(const procedure::Values& values);

/// Of inspections, orders to correct and penalty cases (supervision_values.cpp).
void add_supervision_values(Collector& known, const documents::Template& form);

}  // namespace yinxin::supervision
