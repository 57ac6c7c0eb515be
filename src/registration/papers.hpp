// The texts an applicant is told and signs (rules/documents/): 《证书申请告知书》 (article 21: four matters)
// and 《电子政务电子认证服务协议》, in versions.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"

namespace yinxin::registration {

/// The four matters of article 21, by the codes of the event `notify`.
inline constexpr std::string_view kFourMatters[] = {"use_conditions", "legal_liability", "holder_information",
                                                    "scope_of_liability"};

struct PaperTemplate {
  std::string id;       // "notification", "agreement"
  std::string version;  // "notification/2024-11-01"
  base::Date in_force_from;
  std::string body;  // with {placeholders}
};

class Papers {
 public:
  /// Reads rules/documents/*.toml, but for templates with a `kind`, which are src/documents'. Errors: those
  /// of base::TomlReader; Malformed `registration.paper` (unknown placeholder).
  static base::Result<Papers> load(const std::filesystem::path& folder);

  /// The version in force on a day, or null.
  const PaperTemplate* find(std::string_view id, base::Date day) const;
  /// With every placeholder filled; the same values give the same octets. An unknown placeholder is a broken
  /// invariant.
  static std::string fill(const PaperTemplate& paper,
                          const std::map<std::string, std::string, std::less<>>& values);

 private:
  std::vector<PaperTemplate> templates_;
};

}  // namespace yinxin::registration
