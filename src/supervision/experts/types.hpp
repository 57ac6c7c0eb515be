// A reviewer on the register, as officers see it (专家库, article 10).
#pragma once

#include <string>
#include <vector>

namespace yinxin::supervision {

/// Something in the way of reviewing somebody, as the expert declared it.
struct ExpertConflict {
  std::string against;  ///< name or unified social credit code
  std::string kind;     ///< "employer", "shares", "consultancy", "family", "other"
  std::string until;    ///< last day; empty: it has no end
  std::string declared_on;
};

/// What an expert's work was found to be, or what they were held to account for.
struct ExpertRecord {
  std::string event;     ///< of rules/procedures/review_expert.toml
  std::string reviewed;  ///< of "sample_work": number of the case that was reviewed
  std::string quality;   ///< of "sample_work": "good", "faulty", "wrong"
  std::string on;
};

struct Expert {
  std::string number;    ///< of the review_expert case; a draw calls it "expert/<number>"
  std::string kind;      ///< "expert", "agency"
  std::string account;   ///< empty: none
  std::string name;      ///< L2
  std::string employer;  ///< L2
  std::vector<std::string> fields;
  std::string scope;   ///< region
  std::string status;  ///< "admitted", "suspended", "investigated", "removed"
  std::string suspended_to;
  std::string admitted_on;
  std::string removed_on;
  std::vector<ExpertConflict> conflicts;  ///< in the order in which they were declared
  std::vector<ExpertRecord> records;      ///< likewise
};

/// Which are listed: of `reach` and what lies in it; in `status` or, where that is empty, all that were not
/// removed; of one speciality or of all.
struct ExpertFilter {
  std::string reach;
  std::string status{};
  std::string field{};
};

}  // namespace yinxin::supervision
