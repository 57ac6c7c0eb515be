#include "office/settings.hpp"

#include <array>
#include <limits>

#include "crypto/engine.hpp"

namespace yinxin::office {

namespace {

using base::ConfigKey;
using base::ConfigType;

const std::array kKeys{
    ConfigKey{"store.address", ConfigType::Text,
              "Database: sqlite:/path/to/file or postgres:<libpq conninfo>."},
    ConfigKey{"store.schema", ConfigType::Path, "Folder of the numbered migrations."},
    ConfigKey{"store.record_key", ConfigType::SecretPath,
              "Wrapped key under which act records are sealed in the database."},
    ConfigKey{"store.personal_key", ConfigType::SecretPath,
              "Wrapped key under which personal data of level L2 is sealed."},
    ConfigKey{"store.sensitive_key", ConfigType::SecretPath,
              "Wrapped key under which personal data of level L3 is sealed."},
    ConfigKey{"store.data_key_id", ConfigType::Text, "The signer's key that opens the wrapped keys.",
              "data-1"},
    ConfigKey{"rules.folder", ConfigType::Path,
              "Folder of rules/: profiles, calendar, procedures, documents."},
    ConfigKey{
        "office.kind",
        ConfigType::Text,
        "Whose office this is: a provider's (registration, authority, status, compliance) or a regulator's "
        "(supervision).",
        "provider",
        0,
        std::numeric_limits<std::int64_t>::max(),
        {"provider", "regulator"}},
    ConfigKey{"office.region", ConfigType::Text,
              "Region whose cases officers work on where their account names none: six digits of GB/T 2260, "
              "000000 the country.",
              "000000"},
    ConfigKey{
        "office.organs", ConfigType::Path,
        "Of a regulator: the authorities that issue documents (TOML, [[organ]]); empty: none are drawn.", ""},
    ConfigKey{"office.word", ConfigType::Text,
              "Of a provider: the word (机构代字) of its documents' numbers; empty: none are drawn.", ""},
    ConfigKey{
        "officers.trained_from", ConfigType::Text,
        "Of a provider: day (2026-01-31) from which nobody works in registration or issuing without the "
        "right to the post (article 28, case post_training); none: only rights that were given and are "
        "over are missed.",
        "2024-11-01"},
    ConfigKey{"policy.regulator_keys", ConfigType::Path,
              "Keys whose signature on a licence file is accepted, one a line: name and base64 of the point.",
              ""},
    ConfigKey{"registration.identity_source", ConfigType::Text,
              "http://host:port[/path] of the identity source; empty: none.", ""},
    ConfigKey{"errors.file", ConfigType::Path, "api/errors.toml: the sentences shown for error codes."},
    ConfigKey{"crypto.engine", ConfigType::Text, "SM2 and SM3: own, or openssl (slower; the reference).",
              "own"},
    ConfigKey{"signer.socket", ConfigType::Path, "Unix socket of yinxin-signerd."},
    ConfigKey{"ledger.folder", ConfigType::Path,
              "Folder of tiles and checkpoint, to be mirrored by anybody."},
    ConfigKey{"ledger.origin", ConfigType::Text, "First line of tree heads; names this ledger for ever."},
    ConfigKey{"ledger.key", ConfigType::Text, "The signer's tree-head key.", "tree-head-1"},
    ConfigKey{"ledger.witnesses", ConfigType::Path,
              "Witnesses who sign our tree heads too (TOML, [[witness]] name, key_file, address, target); "
              "empty: none are asked.",
              ""},
    ConfigKey{"ledger.witness_minutes", ConfigType::Integer, "Between two visits to the witnesses, minutes.",
              std::int64_t{30}, 1, 1440},
    ConfigKey{"status.folder", ConfigType::Path, "Folder of published CRLs."},
    ConfigKey{"status.ocsp_minutes", ConfigType::Integer, "Validity of an OCSP answer, minutes.",
              std::int64_t{10}, 1, 10080},
    ConfigKey{"status.crl_minutes", ConfigType::Integer, "Between two full CRLs, minutes.",
              std::int64_t{1440}, 1, 1440},
    ConfigKey{"status.crl_overlap_minutes", ConfigType::Integer, "nextUpdate beyond the period, minutes.",
              std::int64_t{60}, 1, 10080},
    ConfigKey{"status.full_crl_seconds", ConfigType::Integer,
              "At least between two full CRLs of a partition after a revocation, seconds.", std::int64_t{60},
              1, 3600},
    ConfigKey{"exchange.organisation", ConfigType::Text,
              "How other organisations name ours in messages; empty: no exchange.", ""},
    ConfigKey{"exchange.key", ConfigType::Text, "The signer's key that signs our messages.", "exchange-1"},
    ConfigKey{"exchange.seal_key", ConfigType::Text,
              "The signer's key that opens what is sealed for us in messages.", "exchange-data-1"},
    ConfigKey{"exchange.peers", ConfigType::Path,
              "Other organisations, one a line: name, base64 of signing and sealing key, http://host:port.",
              ""},
    ConfigKey{"monitoring.providers", ConfigType::Path,
              "Of a regulator: where monitored providers are reached (TOML, [[provider]] provider, address, "
              "host); empty: none is monitored.",
              ""},
    ConfigKey{"monitoring.every_minutes", ConfigType::Integer,
              "Between two rounds of a provider, where the officer who sets its monitoring says nothing, "
              "minutes.",
              std::int64_t{30}, 5, 1440},
    ConfigKey{"monitoring.look_seconds", ConfigType::Integer,
              "Between two looks at which rounds are due, seconds.", std::int64_t{30}, 1, 600},
    ConfigKey{"monitoring.answer_seconds", ConfigType::Integer,
              "A provider's answer takes at most so long, seconds.", std::int64_t{10}, 1, 60},
    ConfigKey{"monitoring.round_seconds", ConfigType::Integer, "A round asks for at most so long, seconds.",
              std::int64_t{300}, 10, 3600},
    ConfigKey{"witness.name", ConfigType::Text,
              "Of a regulator: name of its signature under the tree heads of the providers that it monitors; "
              "empty: it is no witness.",
              ""},
    ConfigKey{"tips.store", ConfigType::Path,
              "Of a regulator: folder of the sealed reporters of tips, apart from the database and its "
              "backups; empty: no tips are taken by HTTP, and none under a name.",
              ""},
    ConfigKey{"public.site", ConfigType::Text,
              "http://host[:port] under which relying parties reach us; written into certificates."},
    ConfigKey{"http.address", ConfigType::Text, "Address to listen on.", "127.0.0.1"},
    ConfigKey{"http.port", ConfigType::Integer, "Port to listen on; 0: any free one.", std::int64_t{8080}, 0,
              65535},
    ConfigKey{"http.queries_per_minute", ConfigType::Integer,
              "Certificate and status queries one client may make a minute.", std::int64_t{120}, 1,
              1'000'000},
    ConfigKey{"console.folder", ConfigType::Path,
              "Folder of the built console (console/dist), served beside the API; empty: the API alone.", ""},
    ConfigKey{"console.device_port", ConfigType::Integer,
              "Of a provider: port of 127.0.0.1 on which the machines of counters run a device bridge "
              "(console/DEVICES.md); 0: none, and pages may ask nothing but this server.",
              std::int64_t{0}, 0, 65535},
    ConfigKey{"demonstration", ConfigType::Flag, "Marks everything shown as a demonstration.", false},
};

}  // namespace

std::span<const ConfigKey> setting_keys() {
  return kKeys;
}

base::Result<base::Config> load_settings(const std::filesystem::path& file) {
  YX_TRY(base::Config settings, base::Config::load(kKeys, file));
  YX_TRY(const crypto::Engine engine, crypto::parse_engine(settings.text("crypto.engine")));
  YX_CHECK(crypto::use_engine(engine));
  return settings;
}

}  // namespace yinxin::office
