#include "http/json_writer.hpp"

#include <boost/json/serialize.hpp>

namespace yinxin::http {

JsonWriter& JsonWriter::quoted(std::string_view value) {
  out_ += boost::json::serialize(boost::json::string_view(value.data(), value.size()));
  after_key_ = false;
  return *this;
}

}  // namespace yinxin::http
