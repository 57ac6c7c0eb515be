// yinxin document preview: a template on paper, as a lawyer wants to see it. Needs no server and no database.
#pragma once

#include <ostream>
#include <string>

#include "base/result.hpp"

namespace yinxin::command_line {

struct DocumentPreviewOptions {
  std::string template_id;  ///< "acceptance_notice"
  std::string values;       ///< TOML file; empty: the example that comes with the template
  std::string out;          ///< PDF
  std::string copy;         ///< "正本", "副本"; empty: the template's first
  std::size_t copy_index = 0;
  std::size_t copy_count = 0;
  std::string site = "https://example.invalid";  ///< of the QR code
  std::string rules;                             ///< folder; empty: the installation's own
};
/// Draws the template in force on the values' date, with the demonstration's watermark and seal, and says
/// number, pages' file and SM3. Errors: those of find_rules() and documents::Service; those of reading and
/// writing files; Malformed `base.toml.content` (the values' file).
base::Result<void> document_preview(const DocumentPreviewOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
