-- Owner: src/supervision/tips. Who reports is not here: it lies encrypted in a folder of its own (setting tips.store,
-- docs/decisions/0022), under keys whose private halves this system never has.
CREATE TABLE tip (
  case_number  TEXT NOT NULL PRIMARY KEY,
  seal         blob,                             -- SM3 of the seal in the folder; NULL: nobody is named
  query_by     TEXT NOT NULL                     -- "key/<SM3 of the point>" that may ask how it goes; empty: nobody
);
CREATE UNIQUE INDEX tip_seal ON tip (seal) WHERE seal IS NOT NULL;

-- Encryption keys of handlers. A handler's newest is the one that is sealed for.
CREATE TABLE tip_key (
  key      blob   NOT NULL PRIMARY KEY,          -- SM3 of the point
  point    blob   NOT NULL,                      -- public key, 65 octets
  handler  TEXT   NOT NULL,                      -- actor
  since    BIGINT NOT NULL,                      -- microseconds UTC
  until    BIGINT                                -- replaced then; NULL: in force
);
CREATE UNIQUE INDEX tip_key_handler ON tip_key (handler) WHERE until IS NULL;

-- Content keys that a handler encrypted for another one afterwards. Those of the beginning stand in the seal.
CREATE TABLE tip_wrap (
  case_number  TEXT   NOT NULL REFERENCES tip (case_number),
  key          blob   NOT NULL REFERENCES tip_key (key),
  cipher       blob   NOT NULL,                  -- SM2Cipher
  shared_by    TEXT   NOT NULL,
  at           BIGINT NOT NULL,
  PRIMARY KEY (case_number, key)
);

-- Who was given what of a tip, and why: its readers, complete.
CREATE TABLE tip_opening (
  id           blob   NOT NULL PRIMARY KEY,      -- UUIDv7
  case_number  TEXT   NOT NULL REFERENCES tip (case_number),
  actor        TEXT   NOT NULL,
  reason       blob   NOT NULL,                  -- sealed (L2)
  with_seal    BIGINT NOT NULL CHECK (with_seal IN (0, 1)),
  at           BIGINT NOT NULL
);
CREATE INDEX tip_opening_case ON tip_opening (case_number, id);
