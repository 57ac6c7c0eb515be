// Any octets as the figures of an annual report. What is read must have been the one form that is written;
// the checker must answer, and nothing passes over an export that is not there.
#include <cstdlib>

#include "proof/annual_report.hpp"

namespace {

using namespace yinxin;

void require(bool fact) {
  if (!fact) std::abort();
}

class NoFolder final : public proof::ExportFolder {
 public:
  base::Result<proof::LineSource> lines(std::string_view name) const override { return none(name); }
  base::Result<base::Bytes> read(std::string_view name, std::size_t) const override { return none(name); }

 private:
  static base::Error none(std::string_view name) {
    return base::make_error(base::ErrorKind::NotFound, "base.file.missing", std::string(name));
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = base::as_text(base::ByteView(data, size));
  if (const auto report = proof::AnnualReport::parse(text)) {
    require(report->to_json() == text);
    require(proof::balance(report->figures).size() == proof::annual_equations().size());
  }
  const proof::Report report = proof::verify_annual_report(text, NoFolder(), {});
  require(!report.pass() && !report.to_text().empty());
  return 0;
}
