// How a batch is told. None of it is personal data.
#pragma once

#include "endpoints/services.hpp"
#include "http/json_writer.hpp"

namespace yinxin::endpoints {

/// Members: number, actor, format, sm3, rows, received_at, finished, finished_at.
void write_batch(http::JsonWriter& json, const registration::Batch& batch);

}  // namespace yinxin::endpoints
