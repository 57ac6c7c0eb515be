// Opens what a program of an office works with, a provider's or a regulator's, in the order of the layers.
// Wiring only.
#pragma once

#include <filesystem>
#include <memory>
#include <set>

#include "authority/service.hpp"
#include "base/config.hpp"
#include "base/ids.hpp"
#include "base/work_calendar.hpp"
#include "cases/service.hpp"
#include "compliance/service.hpp"
#include "demonstration/service.hpp"
#include "filings/service.hpp"
#include "ledger/recorder.hpp"
#include "officers/requests.hpp"
#include "officers/service.hpp"
#include "papers/service.hpp"
#include "policy/service.hpp"
#include "privacy/vault.hpp"
#include "registration/service.hpp"
#include "signer/client.hpp"
#include "store/connection.hpp"
#include "store/write_set.hpp"
#include "supervision/service.hpp"
#include "supervision/tips/service.hpp"

namespace yinxin::office {

/// Which departments are on.
enum class OfficeKind { Provider, Regulator };

/// What the rules say of letters about cases (rules/routing.toml, following.toml, roles.toml,
/// catalogue.toml).
struct FilingRules {
  std::map<std::string, std::vector<procedure::Procedure>> procedures;  // all
  std::set<std::string> filed;                         // of them those that are filed with an authority
  std::set<std::string> national;                      // of those the ones that the national bureau receives
  std::set<std::string> party_roles;                   // in which a provider's officers act
  std::map<std::string, procedure::Label> papers;      // that an authority gives a party
  std::map<std::string, filings::Relation> relations;  // by procedure: how a party's own case follows
};

/// Members end in the reverse of their order: services first, which wait for what is under way with the lane
/// and the signer.
struct House {
  std::shared_ptr<const base::Config> settings;
  x509::Profiles profiles;
  base::WorkCalendar calendar;  // of rules/calendar; whoever has it takes raw days from it, which no notice moves
  base::SystemClock machine;
  base::MovableClock clock{machine};  // only in a demonstration is it ahead (docs/decisions/0026)
  base::IdSource ids{clock};
  std::unique_ptr<privacy::Vault> vault;
  std::unique_ptr<ledger::Recorder> recorder;
  std::shared_ptr<store::Database> database;
  std::unique_ptr<signer::Client> signer;
  std::unique_ptr<store::Lane> lane;
  std::unique_ptr<demonstration::Service> demonstration;  // null: this is no demonstration
  std::unique_ptr<officers::Service> officers;
  std::unique_ptr<officers::Requests> requests;
  std::unique_ptr<policy::Service> policy;                        // of a provider
  std::unique_ptr<registration::IdentitySource> identity_source;  // null: none is set
  std::unique_ptr<authority::Service> authority;                  // null before open_authority()
  std::unique_ptr<registration::Service> registration;            // of a provider, after open_registration()
  // After open_cases():
  std::map<std::string, std::vector<procedure::Procedure>> procedures;  // that this office plays
  std::set<std::string, std::less<>> roles;                             // of its officers
  std::vector<std::string> provider_roles;                              // that a provider's officers have
  std::unique_ptr<documents::Service> documents;      // of a regulator with organs, of a provider with a word
  std::optional<base::Error> documents_off;           // why there are no documents, where there should be
  std::unique_ptr<compliance::Service> compliance;    // of a provider
  std::unique_ptr<supervision::Service> supervision;  // of a regulator
  std::unique_ptr<papers::Service> papers;            // documents of cases
  std::unique_ptr<cases::Service> cases;
  std::unique_ptr<supervision::Tips> tips;  // of a regulator with a folder of seals
  FilingRules filing_rules;
  // After open_filings():
  std::unique_ptr<filings::Records> filings;
  std::unique_ptr<filings::Filer> filer;    // of a provider
  std::unique_ptr<filings::Intake> intake;  // of a regulator

  /// Settings, database (migrated), signer client, data keys, lane, recorder, the demonstration's clock,
  /// officers, policy. Errors: of each; Refused `demonstration.clock.moved`; Unavailable `signer.unreachable`
  /// and Refused `signer.locked` when the data keys cannot be opened yet.
  static base::Result<std::unique_ptr<House>> open(const std::filesystem::path& settings_file);
  /// The authorities that the ceremony made must be there. Errors: NotFound `authority.none`.
  base::Result<void> open_authority();
  /// Registration and its rules. Errors: those of procedure::load_all, Papers::load and
  /// registration::Service::open.
  base::Result<void> open_registration();
  /// The procedures of the law that this office plays, with its department's effects and settings. Errors:
  /// those of procedure::load_all and cases::Service::open; Malformed `office.rules` (a law file is faulty;
  /// `yinxin rules check` says all), `office.region`; those of supervision::read_organs.
  base::Result<void> open_cases();
  /// Filings by letter, after open_cases(). Before it, and where no exchange is set up, nobody is told of
  /// cases. `exchange` is there as long as anything is asked of this house.
  void open_filings(const exchange::Service& exchange);

  OfficeKind kind() const;
  /// `calendar` with the notices of days off that officers confirmed (docs/decisions/0034).
  std::shared_ptr<const base::WorkCalendar> calendar_in_force() const;
};

/// Settings that name the files of data keys.
inline constexpr std::string_view kDataKeys[] = {"store.record_key", "store.personal_key",
                                                 "store.sensitive_key"};
/// An SM2Cipher of 32 octets has at most 156.
inline constexpr std::size_t kMaxWrappedKey = 256;
/// "store.record_key" -> "keys/record_key": its place in a backup.
inline std::string data_key_file(std::string_view setting) {
  return "keys/" + std::string(setting.substr(setting.find('.') + 1));
}

/// Keys for stored data lie in files as SM2 ciphertexts for a key of the signer (decisions.md 1): a copy of
/// the files opens nothing. Makes those that are missing; the signer's online class must be open. Durable on
/// return. Errors: those of the signer, of crypto::sm2_encrypt and of base::write_file_durably.
base::Result<void> make_data_keys(const base::Config& settings);

}  // namespace yinxin::office
