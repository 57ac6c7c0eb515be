#include "proof/export.hpp"

#include <boost/json.hpp>

#include "proof/json_object.hpp"

namespace yinxin::proof {

using base::Result;

std::string ExportedCertificate::to_json() const {
  return boost::json::serialize(boost::json::object{{"seq", seq}, {"der", base::to_base64(der)}});
}

Result<ExportedCertificate> ExportedCertificate::parse(std::string_view text) {
  YX_TRY(const JsonObject object, JsonObject::parse(text, kMaxExportLine));
  YX_CHECK(object.only({"seq", "der"}));
  ExportedCertificate certificate;
  YX_TRY(certificate.seq, object.number("seq"));
  YX_TRY(const std::string der, object.text("der"));
  YX_TRY(certificate.der, base::from_base64(der));
  return certificate;
}

}  // namespace yinxin::proof
