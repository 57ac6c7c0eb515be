#include "endpoints/registration/batch_json.hpp"

namespace yinxin::endpoints {

void write_batch(http::JsonWriter& json, const registration::Batch& batch) {
  json.text("number", batch.number).text("actor", batch.actor);
  json.text("format", registration::batch_format_name(batch.format)).text("sm3", base::to_hex(batch.digest));
  json.integer("rows", batch.rows).time("received_at", batch.received_at);
  json.boolean("finished", batch.finished_at.has_value());
  if (batch.finished_at) json.time("finished_at", *batch.finished_at);
}

}  // namespace yinxin::endpoints
