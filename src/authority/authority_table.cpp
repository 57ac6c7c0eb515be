#include "authority/authority_table.hpp"

#include <algorithm>

namespace yinxin::authority {

void insert_authority(store::WriteSet& set, const Authority& authority) {
  store::Value issuer = store::kNull;
  if (!authority.issuer.empty()) issuer = authority.issuer;
  const x509::Validity& validity = authority.certificate.tbs().validity;
  set.add(
      "INSERT INTO authority (id, role, issuer, key_id, certificate, not_before, not_after) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7)",
      {authority.id, authority.role, issuer, authority.key_id, base::to_bytes(authority.certificate.der()),
       base::to_micros(validity.not_before), base::to_micros(validity.not_after)});
}

base::Result<std::vector<Authority>> all_authorities(store::Database& database) {
  YX_TRY(const auto rows,
         database.query("SELECT id, role, issuer, key_id, certificate FROM authority ORDER BY not_before, id",
                        {}));
  std::vector<Authority> authorities;
  for (const store::Row& row : rows) {
    YX_TRY(x509::Certificate certificate, x509::Certificate::parse(row.blob(4)));
    authorities.push_back(
        {row.text(0), row.text(1), row.is_null(2) ? "" : row.text(2), row.text(3), std::move(certificate)});
  }
  return authorities;
}

base::Result<std::vector<TakenAuthority>> all_taken(store::Database& database) {
  YX_TRY(const auto rows,
         database.query("SELECT id, bundle, sender, name, crl_address, crl_key_id, crl_certificate "
                        "FROM taken_authority WHERE taken_at IS NOT NULL ORDER BY taken_at, id",
                        {}));
  std::vector<TakenAuthority> all;
  for (const store::Row& row : rows) {
    YX_TRY(x509::Certificate certificate, x509::Certificate::parse(row.blob(6)));
    TakenAuthority one{row.text(0), {},          row.text(2),           row.text(3),
                       row.text(4), row.text(5), std::move(certificate)};
    const base::Bytes& bundle = row.blob(1);
    if (bundle.size() == one.bundle.size()) std::copy(bundle.begin(), bundle.end(), one.bundle.begin());
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace yinxin::authority
