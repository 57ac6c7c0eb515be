// Status of certificates for everybody: OCSP, CRLs and queries, all from one followed sequence of changes
// (decisions.md 5, 9).
#pragma once

#include <filesystem>
#include <memory>

#include "authority/service.hpp"
#include "status/types.hpp"

namespace yinxin::status {

class Service {
 public:
  struct Options {
    std::filesystem::path folder;  // published CRLs: <folder>/<authority>/<partition>[.delta].crl
    std::string crl_url;           // template of the profiles, with {crl_site}, {authority}, {partition}
    std::string site;              // public site, as in the certificates
    std::chrono::minutes ocsp_validity{10};
    std::chrono::minutes crl_period{24 * 60};  // between full lists
    std::chrono::minutes crl_overlap{60};      // nextUpdate beyond the period
    std::chrono::seconds full_coalesce{
        60};  // at least between two full lists of a partition (decisions.md 9)
    std::function<void(const base::Error&)> on_failed{};  // lists could not be made; on a thread of ours
  };
  struct House {
    store::Database& database;
    store::Lane& lane;
    signer::Client& signer;
    const ledger::Recorder& recorder;
    const base::Clock& clock;
    const authority::Service& authority;
  };

  /// Takes up the published CRLs, starts to fill the status table behind serving, and publishes what is due.
  static base::Result<std::unique_ptr<Service>> start(House house, Options options);
  ~Service();

  /// From the sequencer: records below `numbered` exist. OCSP follows at once; lists on the publisher's
  /// thread.
  void follow(std::int64_t numbered);
  /// The OCSP signers in the authority table have changed.
  void refresh_responders();

  /// See Responder::at_hand and Responder::answer.
  std::optional<OcspAnswer> ocsp_at_hand(base::ByteView request) const;
  void ocsp(base::ByteView request, std::function<void(OcspAnswer)> done);
  /// The newest published list. Errors: NotFound `status.crl`.
  base::Result<std::shared_ptr<const base::Bytes>> crl(const std::string& authority, std::int64_t partition,
                                                       bool delta) const;
  /// The lists that crl() gives, by authority and partition, each full one before its delta.
  std::vector<ListNote> lists() const;
  /// Errors: NotFound `status.certificate`.
  base::Result<CertificateStatus> status(const x509::Serial& serial) const;

  /// True once the table holds every certificate; before, answers come from the database.
  bool table_complete() const;
  /// Revocations up to this ledger record are in OCSP and in published deltas.
  std::int64_t followed() const;
  base::Result<void> wait_followed(std::int64_t count, std::chrono::milliseconds patience);
  Counts counts() const;

 private:
  struct State;
  explicit Service(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Of a span of time: `lists.largest_gap`, the most seconds between a full list in it and the one before of
/// the same partition.
store::Statistic list_statistic();

/// The highest number that a list of this partition ever took, published or not; 0: none. Errors: those of
/// the store.
base::Result<std::int64_t> highest_crl_number(store::Database& database, const std::string& authority,
                                              std::int64_t partition);
/// Of a taken authority (docs/decisions/0025): numbers go on above `number`.
void take_crl_number(store::WriteSet& set, const std::string& authority, std::int64_t partition,
                     std::int64_t number, base::Time at);

}  // namespace yinxin::status
