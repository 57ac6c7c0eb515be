// GET /cases/{number}/files: the files of a case that the caller may read, and how.
#include <algorithm>

#include "endpoints/cases/access.hpp"
#include "endpoints/cases/operations.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

using base::Result;

namespace {

/// Whether the step names it, also within rows.
bool names_file(const cases::StepNote& step, const std::string& sm3) {
  const auto in_row = [&](const auto& row) {
    return std::any_of(row.begin(), row.end(),
                       [&](const auto& cell) { return cell.second == procedure::Cell(sm3); });
  };
  return std::any_of(step.inputs.begin(), step.inputs.end(), [&](const auto& entered) {
    if (entered.second == procedure::Value(sm3)) return true;
    const auto* rows = std::get_if<procedure::Rows>(&entered.second);
    return rows != nullptr && std::any_of(rows->begin(), rows->end(), in_row);
  });
}

void write_file(http::JsonWriter& json, const cases::FileNote& note, const cases::View& view,
                FileRight right) {
  const std::string sm3 = base::to_hex(note.sm3);
  json.object([&] {
    json.text("sm3", sm3).text("name", note.name).text("media_type", note.media_type);
    json.integer("size", note.size).text("input", note.input).text("level", note.level);
    json.text("added_by", note.added_by).time("added_at", note.added_at);
    json.boolean("look", right == FileRight::Look);
    json.array("steps", [&] {
      for (const cases::StepNote& step : view.found.steps) {
        if (names_file(step, sm3)) json.item(step.position);
      }
    });
  });
}

Result<std::string> list_files(const Office& office, const std::string& number,
                               const officers::Actor& actor) {
  YX_TRY(const cases::Caller caller, caller_of(office, actor));
  YX_TRY(const cases::View view, read_case(office, number, caller));
  YX_TRY(const auto all, office.desk.service.files(number));
  std::int64_t hidden = 0;
  http::JsonWriter json;
  json.object([&] {
    json.array("files", [&] {
      for (const cases::FileNote& note : all) {
        const FileRight right = file_right(view, note, caller);
        if (right != FileRight::None) write_file(json, note, view, right);
        hidden += right == FileRight::None && note.named_at ? 1 : 0;
      }
    });
    json.integer("hidden", hidden);
  });
  return json.text();
}

}  // namespace

http::Route case_file_list(const Office& office) {
  const auto handle = [&office](const officers::Actor& actor, const http::Request& request,
                                http::Responder responder) {
    auto listed = list_files(office, request.path_parameter("number"), actor);
    if (!listed) return responder.fail(std::move(listed).error());
    responder.answer(http::json(200, *listed));
  };
  return signed_read(office, "caseFileList", "/cases/{number}/files", handle);
}

}  // namespace yinxin::endpoints
