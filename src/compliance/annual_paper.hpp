// The figures of an annual report as 《电子政务电子认证服务工作报告》 prints them
// (rules/documents/annual_report.toml).
#pragma once

#include "documents/types.hpp"
#include "proof/annual_report.hpp"

namespace yinxin::compliance {

/// The values of the template that the file of figures alone says: who, which year and span, figures,
/// equations, queries, and `sm3` of the file. What was not counted stands with its reason.
documents::Values annual_values(const proof::AnnualReport& report, const crypto::Sm3Digest& sm3);

}  // namespace yinxin::compliance
