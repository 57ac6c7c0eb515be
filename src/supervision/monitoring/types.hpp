// Network monitoring (art. 30): what a provider has filed and published, what was fetched from its public
// addresses, and what is wrong with it. A finding is for a person to confirm; it decides nothing (行政处罚法
// 41).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "proof/tree_head.hpp"
#include "x509/certificate.hpp"

namespace yinxin::supervision {

inline constexpr std::size_t kMaxAnswerBytes = std::size_t{8} << 20;  // a list of 50,000 entries is some 2 MB
inline constexpr std::size_t kMaxFilingRows = 64;  // authorities, lists, pages, canaries: each

/// One authority and the addresses of its lists.
struct FiledAuthority {
  x509::Certificate certificate;
  std::vector<std::string> lists;  ///< full CRLs: "/crl/issuing-1/0.crl"
};
enum class PageKind : std::uint8_t { Cps, Cp, Licence };
/// "cps", "cp", "licence".
std::string_view page_kind_name(PageKind kind);
/// A page that must show what was filed: rules octet for octet; of the licence, the regulator's signed note
/// in it.
struct FiledPage {
  PageKind kind = PageKind::Cps;
  std::string target;
  crypto::Sm3Digest sm3{};  ///< of the document; of the note
};
struct FiledLedger {
  std::string checkpoint;  ///< address of the newest signed head
  std::string tiles;       ///< put before "tile/0/000"
  std::string origin;
  crypto::Sm2PublicKey key;
};

/// What a provider filed (requirements 13.12), and what its rules promise: the measure of every probe.
struct Filing {
  std::string provider;  ///< unified social credit code, or another name without spaces
  std::string name;
  std::string region = "000000";        ///< of its domicile: whose officers it concerns (art. 5)
  std::chrono::minutes crl_period{0};   ///< a new list at least so often (CPS)
  std::chrono::minutes ocsp_period{0};  ///< an answer is at most so old (CPS)
  std::chrono::minutes head_period{0};  ///< a tree head is at most so old
  std::vector<FiledAuthority> authorities;
  std::string ocsp;                    ///< address
  std::vector<x509::Serial> canaries;  ///< of the first authority: asked each time
  std::vector<FiledPage> pages;
  std::optional<FiledLedger> ledger;

  /// TOML, certificates and keys inside: one form. src/supervision/monitoring/FILING.md.
  std::string text() const;
  /// With a folder also accepts "…_file" in place of a certificate or key: a name there. Errors: Malformed
  /// `base.toml.syntax`, `base.toml.content`; those of the files.
  static base::Result<Filing> parse(std::string_view toml, const std::string& folder = "");
};

/// What the probes before have seen: lists and ledgers only go forward.
struct Seen {
  std::map<std::string, std::int64_t> numbers;  ///< of the newest list, by address
  std::string head;                             ///< signed tree head; empty: none yet
};

/// What went wrong at one address. `code` is stable; finding_info() says it in words.
struct Finding {
  std::string code;
  std::string target;                       ///< empty: the provider as a whole
  std::string detail;                       ///< numbers and times, for both languages; may be empty
  std::vector<crypto::Sm3Digest> evidence;  ///< of the answers that show it
  friend bool operator==(const Finding&, const Finding&) = default;
};
struct FindingInfo {
  std::string_view code;
  std::string_view zh;
  std::string_view en;
  std::string_view article;  ///< of the regulation, which asks for what is missing
};
/// A code outside the list is a broken invariant.
const FindingInfo& finding_info(std::string_view code);
/// "zh：detail（依据第 N 条）".
std::string finding_text(const Finding& finding);

}  // namespace yinxin::supervision
