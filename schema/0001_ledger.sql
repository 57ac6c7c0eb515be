-- Owner: src/ledger. One row an act, written in the act's own transaction (architecture.md 3, law 3). The row is the
-- change sequence of the whole house: born with seq NULL, numbered by the elected sequencer, followed by seq (decisions.md 5).
CREATE TABLE act_record (
  id            blob   NOT NULL PRIMARY KEY,          -- UUIDv7
  seq           BIGINT UNIQUE,               -- leaf index, from 0; NULL until numbered
  at            BIGINT NOT NULL,             -- microseconds UTC
  act           BIGINT NOT NULL,             -- proof::ActCode
  object        TEXT   NOT NULL,             -- "certificate/<authority>/<serial>", "application/<id>", …: no personal data
  fingerprint   blob,                        -- SM3 of the certificate concerned
  commitment    blob   NOT NULL,             -- HMAC-SM3(opening, domain || record)
  record        blob,                        -- sealed canonical record; NULL once destroyed
  opening       blob,                        -- sealed 32 octets; NULL once destroyed
  CHECK (seq IS NULL OR seq >= 0)
);
CREATE INDEX act_record_waiting ON act_record (id) WHERE seq IS NULL;
CREATE INDEX act_record_object ON act_record (object);

-- Tree heads, in order. The row is durable before the key is used; `note` is NULL until it is signed.
CREATE TABLE tree_head (
  size  BIGINT NOT NULL PRIMARY KEY,
  root  blob   NOT NULL,
  at    BIGINT NOT NULL,
  note  TEXT
);
