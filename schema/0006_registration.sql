-- Owner: src/registration. No personal data in clear: forms, entries and materials are sealed (requirements 6.1), numbers of
-- papers are found by a keyed index.
CREATE TABLE application (
  number             TEXT   NOT NULL PRIMARY KEY,  -- 'SQ-2026-7K3M9QAX'
  procedure_version  TEXT   NOT NULL,              -- 'certificate/2024-11-01': the one it began with
  state              TEXT   NOT NULL,
  version            BIGINT NOT NULL CHECK (version > 0),  -- grows with each change; conditional updates go by it
  opened_at          BIGINT NOT NULL,              -- microseconds UTC
  rules_version      TEXT   NOT NULL,              -- CPS version at submission
  profile            TEXT   NOT NULL,
  purpose            TEXT   NOT NULL CHECK (purpose IN ('new', 'renewal', 'rekey', 'change')),
  replaces           blob,                         -- serial of the certificate to be replaced
  key_point          blob   NOT NULL,              -- of the key to be certified
  form               blob,                         -- L3, sealed; NULL once destroyed
  serial             blob   UNIQUE,                -- once issued
  not_after          BIGINT,                       -- of the certificate
  due_at             BIGINT,                       -- when the next clock runs out
  due_event          TEXT,                         -- what happens then
  ends               TEXT,                         -- application whose certificate this one's replaces and that is not yet ended
  CHECK ((purpose = 'new') = (replaces IS NULL)),
  CHECK ((serial IS NULL) = (not_after IS NULL)),
  CHECK ((due_at IS NULL) = (due_event IS NULL)),
  CHECK (form IS NOT NULL OR state = 'destroyed')
);
-- A key serves one application; one that came to nothing gives it free.
CREATE UNIQUE INDEX application_key ON application (key_point) WHERE state NOT IN ('refused', 'withdrawn', 'closed');
CREATE INDEX application_opened ON application (opened_at, number);
CREATE INDEX application_state ON application (state, opened_at, number);
CREATE INDEX application_due ON application (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX application_ends ON application (number) WHERE ends IS NOT NULL;

-- Numbers of papers: to be found by, and to open the commitments in the certificate (decisions.md 7).
CREATE TABLE application_identity (
  number   TEXT   NOT NULL REFERENCES application (number),
  kind     TEXT   NOT NULL,                        -- x509::identity_word
  idx      blob   NOT NULL,                        -- keyed index of the number
  opening  blob   NOT NULL,                        -- L3, sealed
  PRIMARY KEY (number, kind)
);
CREATE INDEX application_identity_idx ON application_identity (idx);

-- What was done, in order; rows are never changed but for the inputs, which go when the records are destroyed.
CREATE TABLE application_step (
  number    TEXT   NOT NULL REFERENCES application (number),
  position  BIGINT NOT NULL,
  event     TEXT   NOT NULL,
  actor     TEXT   NOT NULL,                       -- 'officer/<id>', 'applicant/<number>', 'system/<what>'
  at        BIGINT NOT NULL,
  inputs    blob,                                  -- L2, sealed; NULL once destroyed
  PRIMARY KEY (number, position)
);

CREATE TABLE material (
  number      TEXT   NOT NULL REFERENCES application (number),
  digest      blob   NOT NULL,                     -- SM3 of the content
  kind        TEXT   NOT NULL,                     -- 'identity_document', …
  title       blob   NOT NULL,                     -- L2, sealed
  media_type  TEXT   NOT NULL,
  size        BIGINT NOT NULL,
  content     blob   NOT NULL,                     -- L3, sealed
  added_by    TEXT   NOT NULL,
  added_at    BIGINT NOT NULL,
  PRIMARY KEY (number, digest)
);
