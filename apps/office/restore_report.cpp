#include "http/json_writer.hpp"
#include "office/restore.hpp"

namespace yinxin::office {

std::string RestoreReport::to_json() const {
  http::JsonWriter json;
  const auto texts = [&](std::string_view name, const std::vector<std::string>& items) {
    json.array(name, [&] {
      for (const std::string& item : items) json.item(item);
    });
  };
  json.object([&] {
    json.time("backup_made_at", backup_made_at)
        .text("manifest_sm3", base::to_hex(manifest))
        .integer("rows", rows);
    json.object("lost_entries",
                [&] { json.integer("from", loss.from).integer("to", loss.to).integer("count", loss.lost); });
    json.array("recovered", [&] {
      for (const RecoveredCertificate& one : recovered) {
        json.object([&] {
          json.text("authority", one.authority)
              .text("serial", one.serial.to_hex())
              .time("signed_at", one.signed_at)
              .integer("reason", static_cast<std::int64_t>(one.reason))
              .text("application", one.application)
              .text("application_state", one.application_state);
        });
      }
    });
    json.integer("revoked", revoked).integer("resumed", resumed);
    texts("suspended_officers", suspended_officers);
    texts("unknown_entries", unknown_entries);
    texts("ignored_lists", ignored_lists);
  });
  return json.text() + "\n";
}

}  // namespace yinxin::office
