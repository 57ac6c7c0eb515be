#include <algorithm>

#include "base/files.hpp"
#include "base/toml.hpp"
#include "cases/types.hpp"
#include "crypto/key_file.hpp"
#include "proof/inputs.hpp"
#include "proof/note.hpp"
#include "supervision/monitoring/types.hpp"
#include "x509/text.hpp"

namespace yinxin::supervision {
namespace {

using base::Result;

constexpr std::string_view kFormat = "yinxin-monitoring/1";
constexpr std::int64_t kMaxPeriod =
    366 * 24 * 60;  // minutes: as long as a list may be valid (the signer's limit)
constexpr std::size_t kMaxPem = 256 * 1024;

/// A path as it goes over the wire: printable ASCII.
bool is_target(std::string_view target) {
  return target.starts_with('/') && target.size() <= 1'000 &&
         std::all_of(target.begin(), target.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

/// The octets of a key or certificate: inside the file, or in one beside it.
Result<base::Bytes> pem_of(const base::TomlReader& table, std::string_view name, const std::string& folder) {
  const std::string beside = std::string(name) + "_file";
  if (folder.empty() || !table.has(beside)) {
    YX_TRY(const std::string text, table.get<std::string>(name));
    return base::to_bytes(text);
  }
  YX_TRY(const std::string file, table.get<std::string>(beside));
  return base::read_file(std::filesystem::path(folder) / file, kMaxPem);
}

Result<std::string> target_of(const base::TomlReader& table, std::string_view key) {
  YX_TRY(std::string target, table.get<std::string>(key));
  if (!is_target(target)) return table.fault(key, "must begin with '/'");
  return target;
}

Result<FiledAuthority> read_authority(const base::TomlReader& table, const std::string& folder) {
  YX_TRY(const base::Bytes pem, pem_of(table, "certificate", folder));
  YX_TRY(const std::vector<x509::Certificate> certificates, proof::read_certificates(pem));
  YX_TRY(std::vector<std::string> lists, table.list<std::string>("lists"));
  for (const std::string& list : lists) {
    if (!is_target(list)) return table.fault("lists", "must begin with '/'");
  }
  if (certificates.size() != 1 || lists.size() > kMaxFilingRows)
    return table.fault("lists", "one certificate; at most 64");
  return FiledAuthority{certificates.front(), std::move(lists)};
}

Result<FiledPage> read_page(const base::TomlReader& table) {
  FiledPage page;
  YX_TRY(const std::string kind, table.get<std::string>("kind"));
  if (kind == "cp")
    page.kind = PageKind::Cp;
  else if (kind == "licence")
    page.kind = PageKind::Licence;
  else if (kind != "cps")
    return table.fault("kind", "cps, cp or licence");
  YX_TRY(page.target, target_of(table, "target"));
  YX_TRY(const std::string sm3, table.get<std::string>("sm3"));
  const auto octets = base::from_hex(sm3);
  if (!octets || octets->size() != crypto::kSm3Size) return table.fault("sm3", "64 hexadecimal digits");
  YX_TRY(page.sm3, proof::to_hash(*octets));
  return page;
}

Result<FiledLedger> read_ledger(const base::TomlReader& table, const std::string& folder) {
  FiledLedger ledger;
  YX_TRY(ledger.checkpoint, target_of(table, "checkpoint"));
  YX_TRY(ledger.tiles, target_of(table, "tiles"));
  YX_TRY(ledger.origin, table.get<std::string>("origin"));
  if (!proof::is_note_name(ledger.origin)) return table.fault("origin", "not the name of a ledger");
  YX_TRY(const base::Bytes pem, pem_of(table, "key", folder));
  YX_TRY(ledger.key, proof::read_public_key(pem));
  return ledger;
}

Result<std::chrono::minutes> read_minutes(const base::TomlReader& table, std::string_view key) {
  YX_TRY(const std::int64_t minutes, table.integer(key, 1, kMaxPeriod));
  return std::chrono::minutes(minutes);
}

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

}  // namespace

std::string_view page_kind_name(PageKind kind) {
  constexpr std::array<std::string_view, 3> kNames{"cps", "cp", "licence"};
  return kNames.at(static_cast<std::size_t>(kind));
}

std::string Filing::text() const {
  std::string out = "format = " + in_quotes(kFormat) + "\nprovider = " + in_quotes(provider) +
                    "\nname = " + in_quotes(name) + "\nregion = " + in_quotes(region) +
                    "\ncrl_minutes = " + std::to_string(crl_period.count()) +
                    "\nocsp_minutes = " + std::to_string(ocsp_period.count()) +
                    "\nhead_minutes = " + std::to_string(head_period.count()) +
                    "\nocsp = " + in_quotes(ocsp) + "\ncanaries = [";
  for (const x509::Serial& serial : canaries) out += in_quotes(serial.to_hex()) + ", ";
  out += "]\n";
  for (const FiledAuthority& authority : authorities) {
    out += "\n[[authority]]\ncertificate = '''\n" + authority.certificate.to_pem() + "'''\nlists = [";
    for (const std::string& list : authority.lists) out += in_quotes(list) + ", ";
    out += "]\n";
  }
  for (const FiledPage& page : pages) {
    out += "\n[[page]]\nkind = " + in_quotes(page_kind_name(page.kind)) +
           "\ntarget = " + in_quotes(page.target) + "\nsm3 = " + in_quotes(base::to_hex(page.sm3)) + "\n";
  }
  if (!ledger) return out;
  asn1::DerWriter key;
  x509::write_public_key_info(key, ledger->key);
  return out + "\n[ledger]\ncheckpoint = " + in_quotes(ledger->checkpoint) +
         "\ntiles = " + in_quotes(ledger->tiles) + "\norigin = " + in_quotes(ledger->origin) +
         "\nkey = '''\n" + crypto::to_pem("PUBLIC KEY", key.bytes()) + "'''\n";
}

Result<Filing> Filing::parse(std::string_view toml, const std::string& folder) {
  YX_TRY(const base::TomlReader file, base::TomlReader::parse(toml, "filing"));
  Filing filing;
  YX_TRY(const std::string format, file.get<std::string>("format"));
  if (format != kFormat) return file.fault("format", kFormat);
  YX_TRY(filing.provider, file.get<std::string>("provider"));
  if (!proof::is_note_name(filing.provider)) return file.fault("provider", "a credit code");
  YX_TRY(filing.name, file.get<std::string>("name"));
  if (x509::inspect_text(filing.name)) return file.fault("name", "the name on the licence");
  YX_TRY(filing.region, file.get_or<std::string>("region", filing.region));
  if (!cases::is_region(filing.region)) return file.fault("region", "six digits");
  YX_TRY(filing.crl_period, read_minutes(file, "crl_minutes"));
  YX_TRY(filing.ocsp_period, read_minutes(file, "ocsp_minutes"));
  YX_TRY(filing.head_period, read_minutes(file, "head_minutes"));
  YX_TRY(filing.ocsp, target_of(file, "ocsp"));
  YX_TRY(const auto canaries, file.list<std::string>("canaries"));
  for (const std::string& hex : canaries) {
    YX_TRY(const x509::Serial serial, x509::Serial::from_hex(hex));
    filing.canaries.push_back(serial);
  }
  YX_TRY(const auto authorities, file.tables("authority"));
  for (const base::TomlReader& table : authorities) {
    YX_TRY(FiledAuthority authority, read_authority(table, folder));
    filing.authorities.push_back(std::move(authority));
  }
  if (filing.authorities.empty()) return file.fault("authority", "at least one");
  YX_TRY(const auto pages, file.tables("page"));
  for (const base::TomlReader& table : pages) {
    YX_TRY(const FiledPage page, read_page(table));
    filing.pages.push_back(page);
  }
  if (file.has("ledger")) {
    YX_TRY(const base::TomlReader table, file.table("ledger"));
    YX_TRY(filing.ledger, read_ledger(table, folder));
  }
  const bool too_many = canaries.size() > kMaxFilingRows || authorities.size() > kMaxFilingRows ||
                        pages.size() > kMaxFilingRows;
  if (too_many) return file.fault("authority", "at most 64 of each");
  YX_CHECK(file.finish());
  return filing;
}

}  // namespace yinxin::supervision
