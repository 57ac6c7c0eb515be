// What an answer is held against: pure functions of the octets, the filing and the time. Private to this
// folder.
#pragma once

#include "supervision/monitoring/types.hpp"
#include "supervision/types.hpp"
#include "x509/ocsp.hpp"

namespace yinxin::supervision {

/// Two clocks may differ by this much; ours.
inline constexpr std::chrono::minutes kClockTolerance{1};

/// Characters of a finding's detail: what it quotes comes from whoever is probed, and stands in the ledger.
inline constexpr std::size_t kMaxDetail = 200;
/// The first kMaxDetail characters, ending in "…" where there are more, or at octets that are no character.
std::string shortened(std::string_view text);

/// Findings about one answer, which they all name as evidence.
class Judge {
 public:
  Judge(std::string target, base::ByteView answer)
      : target_(std::move(target)), evidence_{crypto::sm3(answer)} {}
  void also(const crypto::Sm3Digest& more) {
    if (more != evidence_.front()) evidence_.push_back(more);
  }
  void find(std::string_view code, std::string_view detail = {}) {
    findings_.push_back({std::string(finding_info(code).code), target_, shortened(detail), evidence_});
  }
  std::vector<Finding> take() { return std::move(findings_); }

 private:
  const std::string target_;
  std::vector<crypto::Sm3Digest> evidence_;
  std::vector<Finding> findings_;
};

/// A full CRL: genuine, fresh, as often as the rules say, never back. `list` gets it when it is genuine;
/// `number` is that of the list before, and the new one on return.
std::vector<Finding> judge_list(const std::string& target, base::ByteView answer,
                                const FiledAuthority& authority, const Filing& filing, base::Time now,
                                std::optional<std::int64_t>& number, std::optional<x509::Crl>& list);

/// An OCSP answer to `query`. `listed`: the list has this serial, and `list` is the SM3 of that list's
/// octets.
std::vector<Finding> judge_ocsp(const std::string& target, base::ByteView answer,
                                const x509::OcspRequest& query, const FiledAuthority& authority,
                                const Filing& filing, base::Time now,
                                const std::optional<crypto::Sm3Digest>& listed);

/// Rules octet for octet; the licence by the signed note in the page.
std::vector<Finding> judge_page(base::ByteView answer, const FiledPage& page);

/// The public page of a licence as the register has it now: holder, number, validity, and whether it is in
/// force. Nothing to hold it against, or no page that can be read (judge_page() says so): no finding.
std::vector<Finding> judge_licence(base::ByteView answer, const std::string& target,
                                   const std::vector<RegisterEntry>& entries);

/// The newest head: genuine, of this ledger, and grown from `seen`, which it replaces when it is; `path`
/// proves that (see proof::consistency_proof()) and is asked for only then.
std::vector<Finding> judge_head(base::ByteView answer, const FiledLedger& ledger, const Filing& filing,
                                base::Time now, const proof::NodeReader& nodes, std::string& seen);

}  // namespace yinxin::supervision
