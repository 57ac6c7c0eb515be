-- Owner: src/evidence. Evidence packages that were built (article 40), kept for the claims that name them.
CREATE TABLE evidence_package (
  sm3          TEXT   NOT NULL PRIMARY KEY,      -- of the archive, hexadecimal
  serial       TEXT   NOT NULL,                  -- of the certificate, hexadecimal
  application  TEXT   NOT NULL,                  -- number, or empty: a certificate of our own
  claim        TEXT   NOT NULL,                  -- number of the claim's case, or empty
  built_at     BIGINT NOT NULL,                  -- microseconds UTC
  size         BIGINT NOT NULL,
  content      blob                              -- the archive, L3, sealed; NULL: it went with the records of the application
);
CREATE INDEX evidence_package_kept ON evidence_package (application) WHERE content IS NOT NULL;
