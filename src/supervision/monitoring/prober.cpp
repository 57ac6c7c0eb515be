#include "supervision/monitoring/prober.hpp"

#include <algorithm>

#include "proof/tiles.hpp"
#include "supervision/monitoring/judge.hpp"

namespace yinxin::supervision {
namespace {

constexpr std::string_view kOcspType = "application/ocsp-request";
constexpr int kHeadAttempts = 3;  // ours; heads are a second apart at least

class Probing {
 public:
  Probing(const Filing& filing, const Seen& seen, const Fetch& fetch, base::Time now, base::ByteView nonce)
      : filing_(filing), fetch_(fetch), nonce_(base::to_bytes(nonce)) {
    round_.at = now;
    round_.seen = seen;
  }

  Round run() {
    for (const FiledAuthority& authority : filing_.authorities) {
      for (const std::string& list : authority.lists) look_at_list(authority, list);
    }
    for (const x509::Serial& serial : filing_.canaries) {
      ask(filing_.authorities.front(), serial, listed_canary(serial));
    }
    for (const FiledPage& page : filing_.pages) {
      if (const base::Bytes* answer = get({page.target, {}, {}})) add(judge_page(*answer, page));
    }
    if (filing_.ledger) look_at_ledger(*filing_.ledger);
    if (round_.end == RoundEnd::Stopped) return std::move(round_);
    if (asked_ > 0 && asked_ == failed_) {
      round_.findings = {finding("monitor.stopped", {}, first_failure_)};
      round_.end = RoundEnd::Cut;
    } else if (held_ > kMaxRoundBytes) {
      add({finding("monitor.oversize", {}, "over " + std::to_string(kMaxRoundBytes) + " in one round")});
    } else if (round_.end == RoundEnd::Cut) {
      add({finding("monitor.slow", {}, std::to_string(asked_))});
    }
    return std::move(round_);
  }

 private:
  static Finding finding(std::string_view code, const std::string& target, const std::string& detail) {
    Finding made;
    made.code = finding_info(code).code;
    made.target = target;
    made.detail = detail;
    return made;
  }
  void add(std::vector<Finding> findings) {
    for (Finding& finding : findings) round_.findings.push_back(std::move(finding));
  }

  /// Nobody is there, or there is no time: nothing more is asked.
  bool is_over() const {
    return round_.end != RoundEnd::Whole || (asked_ >= kMaxSilences && asked_ == silences_);
  }
  /// Errors: those of Fetch; kind TooLarge.
  base::Result<const base::Bytes*> fetch_kept(const Request& request) {
    auto octets = fetch_(request);
    if (!octets) {
      if (octets.error().code == kRoundOver) round_.end = RoundEnd::Cut;
      if (octets.error().code == kStopping) round_.end = RoundEnd::Stopped;
      return octets.error();
    }
    if (octets->size() > kMaxAnswerBytes)
      return base::make_error(base::ErrorKind::TooLarge, "supervision.monitoring.answer");
    held_ += octets->size();
    if (held_ > kMaxRoundBytes) {
      round_.end = RoundEnd::Cut;
      return base::make_error(base::ErrorKind::TooLarge, "supervision.monitoring.answer");
    }
    latest_ = *std::move(octets);
    keep(request.target, latest_);
    return &latest_;
  }
  void keep(const std::string& target, const base::Bytes& octets) {
    const crypto::Sm3Digest sm3 = crypto::sm3(octets);
    const bool known = std::any_of(round_.answers.begin(), round_.answers.end(),
                                   [&](const RawAnswer& other) { return other.sm3 == sm3; });
    if (!known) round_.answers.push_back({target, octets, sm3});
  }

  /// Null: none came, which is a finding, or nothing is asked any more.
  const base::Bytes* get(const Request& request) {
    if (is_over()) return nullptr;
    const auto answer = fetch_kept(request);
    if (answer) {
      ++asked_;
      return *answer;
    }
    if (round_.end != RoundEnd::Whole) return nullptr;
    ++asked_;
    if (answer.error().kind == base::ErrorKind::TooLarge) {
      add({finding("monitor.oversize", request.target, "over " + std::to_string(kMaxAnswerBytes))});
      return nullptr;
    }
    const bool silence = answer.error().kind != base::ErrorKind::Refused;
    if (silence) ++silences_;
    const base::Error& error = answer.error();
    const std::string& why = silence || error.detail.empty() ? error.code : error.detail;
    if (++failed_ == 1) first_failure_ = why;
    const Finding found = finding("monitor.unreachable", request.target, why);
    if (!holds(found)) add({found});
    return nullptr;
  }
  bool holds(const Finding& finding) const {
    return std::find(round_.findings.begin(), round_.findings.end(), finding) != round_.findings.end();
  }

  void look_at_list(const FiledAuthority& authority, const std::string& target) {
    const base::Bytes* answer = get({target, {}, {}});
    if (answer == nullptr) return;
    const auto known = round_.seen.numbers.find(target);
    std::optional<std::int64_t> number;
    if (known != round_.seen.numbers.end()) number = known->second;
    std::optional<x509::Crl> list;
    const crypto::Sm3Digest sm3 = crypto::sm3(*answer);
    add(judge_list(target, *answer, authority, filing_, round_.at, number, list));
    if (number) round_.seen.numbers[target] = *number;
    if (!list) return;
    for (const x509::Serial& serial : sample(*list)) ask(authority, serial, sm3);
    if (&authority == &filing_.authorities.front()) lists_.push_back({std::move(*list), sm3});
  }

  /// A hold may have been lifted since the list came out; whoever is listed for another reason stays revoked.
  static bool is_final(const x509::CrlEntry& entry) {
    return entry.reason != x509::RevocationReason::CertificateHold &&
           entry.reason != x509::RevocationReason::RemoveFromCrl;
  }

  /// Evenly over the list, beginning elsewhere each minute, so that nobody knows who is asked about.
  std::vector<x509::Serial> sample(const x509::Crl& list) const {
    std::vector<x509::Serial> final_entries, sampled;
    for (const x509::CrlEntry& entry : list.entries) {
      if (is_final(entry)) final_entries.push_back(entry.serial);
    }
    if (final_entries.empty()) return sampled;
    const std::size_t count = std::min(final_entries.size(), kMaxOcspProbes);
    const auto minute = static_cast<std::size_t>(
        std::chrono::floor<std::chrono::minutes>(round_.at).time_since_epoch().count());
    for (std::size_t i = 0; i < count; ++i) {
      sampled.push_back(final_entries[(minute + i * final_entries.size() / count) % final_entries.size()]);
    }
    return sampled;
  }

  std::optional<crypto::Sm3Digest> listed_canary(const x509::Serial& serial) const {
    for (const auto& [list, sm3] : lists_) {
      const x509::CrlEntry* entry = list.find(serial);
      if (entry != nullptr && is_final(*entry)) return sm3;
    }
    return std::nullopt;
  }

  void ask(const FiledAuthority& authority, const x509::Serial& serial,
           const std::optional<crypto::Sm3Digest>& listed) {
    x509::OcspRequest query;
    query.queries.push_back(x509::make_cert_id(x509::CertIdHash::Sm3, authority.certificate, serial));
    query.nonce = nonce_;
    const base::Bytes* answer = get({filing_.ocsp, std::string(kOcspType), query.to_der()});
    if (answer == nullptr) return;
    add(judge_ocsp(filing_.ocsp, *answer, query, authority, filing_, round_.at, listed));
  }

  /// A ledger that grows while it is looked at may drop the tiles of the head that was fetched: then there is
  /// a newer head.
  void look_at_ledger(const FiledLedger& ledger) {
    if (!round_.seen.head.empty()) keep(ledger.checkpoint, base::to_bytes(round_.seen.head));
    std::vector<Finding> judged;
    for (int attempt = 0; attempt < kHeadAttempts; ++attempt) {
      const base::Bytes* answer = get({ledger.checkpoint, {}, {}});
      if (answer == nullptr) return;
      judged = judge_ledger(ledger, *answer);
      if (round_.end != RoundEnd::Whole) return;  // else tiles are missing that nobody refused
      const bool torn = std::any_of(judged.begin(), judged.end(),
                                    [](const Finding& found) { return found.code == "monitor.ledger.tile"; });
      if (!torn) break;
    }
    add(std::move(judged));
  }
  std::vector<Finding> judge_ledger(const FiledLedger& ledger, base::Bytes head) {  // tiles take its place
    const auto parsed = proof::SignedTreeHead::parse(base::as_text(head));
    const auto read = [&](const proof::TileId& id) -> base::Result<base::Bytes> {
      YX_TRY(const base::Bytes* tile, fetch_kept({ledger.tiles + id.path(), {}, {}}));
      return *tile;
    };
    const auto nodes = proof::nodes_from_tiles(read, parsed ? parsed->head.size : 0);
    return judge_head(head, ledger, filing_, round_.at, nodes, round_.seen.head);
  }

  const Filing& filing_;
  const Fetch& fetch_;
  const base::Bytes nonce_;
  Round round_;
  std::vector<std::pair<x509::Crl, crypto::Sm3Digest>> lists_;  // of the first authority
  base::Bytes latest_;
  std::size_t held_ = 0;  // octets of answers
  std::size_t asked_ = 0;
  std::size_t failed_ = 0;    // of those: no answer of status 200
  std::size_t silences_ = 0;  // of those: no answer at all
  std::string first_failure_;
};

}  // namespace

Round probe(const Filing& filing, const Seen& seen, const Fetch& fetch, base::Time now,
            base::ByteView nonce) {
  return Probing(filing, seen, fetch, now, nonce).run();
}

}  // namespace yinxin::supervision
