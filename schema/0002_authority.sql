-- Owner: src/authority.
-- Our own certificates: roots, issuing authorities, OCSP signers, the tree-head key.
CREATE TABLE authority (
  id           TEXT   NOT NULL PRIMARY KEY,           -- 'root', 'issuing-1', 'operations-1', 'ocsp-1', …
  role         TEXT   NOT NULL CHECK (role IN ('root', 'issuing', 'operations_root', 'operations', 'ocsp_signer', 'tree_head')),
  issuer       TEXT   REFERENCES authority (id),  -- NULL: self-signed
  key_id       TEXT   NOT NULL,              -- the signer's name of the key
  certificate  blob   NOT NULL,              -- DER
  not_before   BIGINT NOT NULL,
  not_after    BIGINT NOT NULL
);

-- CRL partitions: a certificate's partition is decided at issue and never changes (decisions.md 9).
CREATE TABLE crl_partition (
  issuer    TEXT   NOT NULL REFERENCES authority (id),
  number    BIGINT NOT NULL,
  assigned  BIGINT NOT NULL,                 -- certificates given to it; at most 50,000
  PRIMARY KEY (issuer, number)
);

-- Every certificate that was ever meant to exist: the row is durable, with the to-be-signed octets, before a key is used.
CREATE TABLE certificate (
  issuer           TEXT   NOT NULL REFERENCES authority (id),
  serial           blob   NOT NULL,          -- magnitude
  object           TEXT   NOT NULL UNIQUE,   -- 'certificate/<issuer>/<serial>': how act records name it
  state            TEXT   NOT NULL CHECK (state IN ('intended', 'issued', 'abandoned')),
  profile          TEXT   NOT NULL,
  application      TEXT,                     -- id of the application; NULL for our own service certificates
  rules_version    TEXT   NOT NULL,          -- CPS version in force at issue
  crl_partition    BIGINT NOT NULL,
  not_before       BIGINT NOT NULL,
  not_after        BIGINT NOT NULL,
  intended_at      BIGINT NOT NULL,
  tbs              blob,                     -- to-be-signed octets while intended
  der              blob,                     -- the certificate once issued
  fingerprint      blob,                     -- SM3 of it
  issued_at        BIGINT,
  revoked_at       BIGINT,                   -- also set while on hold, and for an abandoned serial
  reason           BIGINT,                   -- RFC 5280 5.3.1
  invalidity_date  BIGINT,
  PRIMARY KEY (issuer, serial),
  CHECK ((state = 'issued') = (der IS NOT NULL AND fingerprint IS NOT NULL AND issued_at IS NOT NULL)),
  CHECK ((state = 'intended') = (tbs IS NOT NULL)),
  CHECK ((revoked_at IS NULL) = (reason IS NULL))
);
CREATE INDEX certificate_intended ON certificate (intended_at) WHERE state = 'intended';
CREATE INDEX certificate_revoked ON certificate (issuer, crl_partition) WHERE revoked_at IS NOT NULL;
CREATE UNIQUE INDEX certificate_application ON certificate (application) WHERE application IS NOT NULL AND state <> 'abandoned';
CREATE UNIQUE INDEX certificate_fingerprint ON certificate (fingerprint) WHERE fingerprint IS NOT NULL;
