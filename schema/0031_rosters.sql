-- Owner: src/registration. Staff of agencies who apply by a link of their own (requirements 2.12), and acts of officers for many
-- of them at once. No personal data in clear.
CREATE TABLE roster (
  number          TEXT   NOT NULL PRIMARY KEY,  -- 'MC-2026-7K3M9QAX'
  agency_code     TEXT   NOT NULL,              -- unified social credit code
  agency          TEXT   NOT NULL,              -- its name
  actor           TEXT   NOT NULL,              -- 'officer/<id>' who handed it in
  signature_base  blob   NOT NULL,              -- what that officer signed, with the roster's digest in it: stands in the receipt of
  signature       blob   NOT NULL,              --   every application that comes of it
  digest          blob   NOT NULL,              -- SM3 of the file
  row_count       BIGINT NOT NULL CHECK (row_count > 0),
  received_at     BIGINT NOT NULL               -- microseconds UTC
);
CREATE INDEX roster_received ON roster (received_at, number);
CREATE INDEX roster_agency ON roster (agency_code);

CREATE TABLE roster_row (
  roster         TEXT   NOT NULL REFERENCES roster (number),
  position       BIGINT NOT NULL,               -- row of the file's data, from 1
  shown          blob,                          -- masked name, then the unit, sealed (L2); NULL where the row was refused or its records are destroyed
  content        blob,                          -- the form without a request, sealed (L3); NULL once the person applied
  link           blob   UNIQUE,                 -- SM3 of the token; NULL: there is none. The token is never here
  link_until     BIGINT,
  link_tries     BIGINT NOT NULL DEFAULT 0,     -- wrong answers to the question who one is
  application    TEXT   REFERENCES application (number),
  error_code     TEXT,                          -- why the row was refused
  error_detail   TEXT,                          -- never personal data
  error_article  TEXT,
  PRIMARY KEY (roster, position),
  CHECK (link IS NULL OR (link_until IS NOT NULL AND content IS NOT NULL)),
  CHECK (shown IS NOT NULL OR error_code IS NOT NULL OR application IS NOT NULL),
  CHECK (content IS NULL OR (application IS NULL AND error_code IS NULL))
);
CREATE UNIQUE INDEX roster_row_application ON roster_row (application) WHERE application IS NOT NULL;

-- One signed act of an issuing officer for many rows.
CREATE TABLE roster_order (
  number          TEXT   NOT NULL PRIMARY KEY,  -- 'CB-2026-7K3M9QAX'
  roster          TEXT   NOT NULL REFERENCES roster (number),
  event           TEXT   NOT NULL CHECK (event IN ('issue', 'revoke')),
  actor           TEXT   NOT NULL,
  signature_base  blob   NOT NULL,
  signature       blob   NOT NULL,
  content         blob   NOT NULL,              -- the signed body, for the signer (docs/decisions/0009); empty where it is too large
  certificate     blob   NOT NULL,              -- the officer's, DER
  reason          TEXT   NOT NULL,              -- of a revocation: the code; empty for an issue
  cause           blob   NOT NULL,              -- and the words for it, sealed (L2); empty for an issue
  row_count       BIGINT NOT NULL CHECK (row_count > 0),
  received_at     BIGINT NOT NULL,
  finished_at     BIGINT                        -- when every row had its outcome
);
CREATE INDEX roster_order_of ON roster_order (roster, received_at, number);
CREATE INDEX roster_order_open ON roster_order (received_at, number) WHERE finished_at IS NULL;

CREATE TABLE roster_order_row (
  number         TEXT   NOT NULL REFERENCES roster_order (number),
  position       BIGINT NOT NULL,               -- from 1: in the order of the roster, or of the list of leavers
  application    TEXT   REFERENCES application (number),
  place          blob   NOT NULL,               -- of its key among those that were signed for (signer::ActPlace); empty for a revocation
  done           BIGINT NOT NULL CHECK (done IN (0, 1)),
  error_code     TEXT,
  error_detail   TEXT,
  error_article  TEXT,
  PRIMARY KEY (number, position),
  CHECK (error_code IS NULL OR done = 1),
  CHECK (application IS NOT NULL OR error_code IS NOT NULL)
);
CREATE INDEX roster_order_waiting ON roster_order_row (number, position) WHERE done = 0;
