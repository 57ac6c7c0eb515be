-- Owner: src/registration. Files of many applications (requirements 2.12) and what came of each row.
CREATE TABLE batch (
  number          TEXT   NOT NULL PRIMARY KEY,  -- 'PL-2026-7K3M9QAX'
  actor           TEXT   NOT NULL,              -- 'officer/<id>' who handed it in
  signature_base  blob   NOT NULL,              -- what that officer signed (RFC 9421), with the file's digest in it: stands in the
  signature       blob   NOT NULL,              --   act of every application that comes of the file
  format          TEXT   NOT NULL CHECK (format IN ('csv', 'ndjson')),
  digest          blob   NOT NULL,              -- SM3 of the file
  row_count       BIGINT NOT NULL CHECK (row_count > 0),
  received_at     BIGINT NOT NULL,              -- microseconds UTC
  finished_at     BIGINT                        -- when every row had its outcome
);
CREATE INDEX batch_received ON batch (received_at, number);
CREATE INDEX batch_open ON batch (received_at, number) WHERE finished_at IS NULL;

CREATE TABLE batch_row (
  number         TEXT   NOT NULL REFERENCES batch (number),
  position       BIGINT NOT NULL,               -- row of the file's data, from 1
  content        blob,                          -- the form, L3, sealed; NULL once the row has its outcome
  application    TEXT   REFERENCES application (number),  -- what came of it
  error_code     TEXT,                          -- or why nothing did
  error_detail   TEXT,                          -- never personal data
  error_article  TEXT,
  PRIMARY KEY (number, position),
  CHECK ((content IS NULL) = (application IS NOT NULL OR error_code IS NOT NULL)),
  CHECK (application IS NULL OR error_code IS NULL)
);
CREATE INDEX batch_row_waiting ON batch_row (number, position) WHERE content IS NOT NULL;
