// Who may see what of filings.
#pragma once

#include "endpoints/services.hpp"

namespace yinxin::endpoints {

/// An office's filings and its procedures, without its kind.
class FilingDesk {
 public:
  explicit FilingDesk(const Services& services);
  explicit FilingDesk(const Supervision& supervision);

  /// Errors: NotFound `exchange.off`, where no exchange is set up.
  base::Result<const filings::Records*> records() const;
  /// The procedure in force today, or null.
  const procedure::Procedure* procedure(const std::string& id) const;
  /// Lists are for officers of the business; a regulator's are given the region that they work in. Errors:
  /// Forbidden `officers.role_needed`, `officers.body.scope` (a delegated body's), `procedure.role`
  /// (experts).
  base::Result<std::string> reach_of(const officers::Actor& actor) const;
  /// A filing with its letters is for 合规专员 and 机构负责人 of a provider, and for who works on such cases
  /// in the region at a regulator. Errors: as reach_of; NotFound `filings.none` (another region's).
  base::Result<void> check_reader(const officers::Actor& actor, const filings::Filing& filing) const;

 private:
  const Office& office_;
  const filings::Filer* filer_ = nullptr;
  bool provider_ = false;
};

}  // namespace yinxin::endpoints
