// Documents of cases (文书) as the departments and the front see them: what a step gives on paper, what an
// officer wants drawn, what was issued.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "cases/types.hpp"
#include "documents/types.hpp"

namespace yinxin::papers {

/// A row of rules/catalogue.toml as far as drawing goes.
struct Paper {
  procedure::Label name;
  std::string template_id;  // empty: there is none, or this office does not give it
};

/// What an officer wants drawn.
struct Wanted {
  std::int64_t position = 0;  // of the step that gives it
  std::string document;       // row of the catalogue
  std::size_t copy = 0;       // of a template with copies: 0 the first mark, else the k-th of the second
  documents::Values values;   // what the case does not know, or other than it knows
};

/// One that was issued.
struct Issued {
  std::string code;  // of the verification page
  std::string number;
  std::string title;
  std::string copy;
  std::int64_t position = 0;
  std::string document;
  base::Time made_at;
  std::string sm3;  // of the PDF, hexadecimal; from lists its first 16 digits
};

/// A document that is about to be drawn, as its department is asked about it.
struct Request {
  const cases::View& view;
  const procedure::Transition& transition;  // of the step that gives it
  const Wanted& wanted;
  const documents::Template& form;
  const std::vector<Issued>& issued;  // of the case

  const cases::StepNote& step() const { return view.found.steps[static_cast<std::size_t>(wanted.position)]; }
};

/// What a department knows of a document.
struct Known {
  std::string issuer;  // 发文机关, its full official name
  std::string word;    // 机关代字 of its numbers
  std::string number;  // of a template without series
  documents::Values values;
  std::set<std::string> fixed;  // of them those that no officer may give otherwise
};
/// In the snapshot of the connection. Its error refuses the document.
using Knowing = std::function<base::Result<Known>(store::Connection&, const Request&)>;

}  // namespace yinxin::papers
