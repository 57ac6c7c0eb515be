-- Owner: src/filings. What a provider and an authority file with each other, by the conversation of their letters
-- (docs/decisions/0021): at the provider its record of each filing, at the authority the cases that it tells a party of.
CREATE TABLE filing (
  id             blob   NOT NULL PRIMARY KEY,    -- UUIDv7: the conversation
  peer           TEXT   NOT NULL,
  procedure      TEXT   NOT NULL,
  scope          TEXT   NOT NULL,                -- region of the case, six digits of GB/T 2260
  own_case       TEXT   NOT NULL,                -- the provider's own case that it comes from, or empty
  ours           BIGINT NOT NULL CHECK (ours IN (0, 1)),  -- 1: begun by this office
  state          TEXT   NOT NULL CHECK (state IN ('sent', 'received', 'open', 'returned', 'ended')),
  case_number    TEXT,                           -- at the authority; NULL: not known yet
  case_state     TEXT   NOT NULL,                -- of the case, as it was told last; empty: never
  case_state_zh  TEXT   NOT NULL,
  case_state_en  TEXT   NOT NULL,
  due_on         TEXT,                           -- first of the running periods, YYYY-MM-DD, as it was told last
  code           TEXT   NOT NULL,                -- why it was returned, or empty
  begun_at       BIGINT NOT NULL,                -- microseconds UTC
  changed_at     BIGINT NOT NULL,
  CHECK ((case_number IS NULL) = (state IN ('sent', 'received', 'returned')))
);
CREATE UNIQUE INDEX filing_case ON filing (peer, case_number) WHERE case_number IS NOT NULL;
CREATE INDEX filing_number ON filing (case_number) WHERE case_number IS NOT NULL;

-- Its letters, out and in; rows change by receipts alone.
CREATE TABLE filing_letter (
  id           blob   NOT NULL PRIMARY KEY,      -- of the message
  filing       blob   NOT NULL REFERENCES filing (id),
  incoming     BIGINT NOT NULL CHECK (incoming IN (0, 1)),
  kind         TEXT   NOT NULL CHECK (kind IN ('submission', 'notice', 'decision')),
  content      blob   NOT NULL,                  -- as in the letter, sealed (L3)
  made_by      TEXT   NOT NULL,                  -- actor, or the peer
  at           BIGINT NOT NULL,                  -- queued, or arrived
  state        TEXT   NOT NULL CHECK (state IN ('sent', 'received', 'delivered', 'refused')),
  received_at  BIGINT,                           -- by the receiver's clock
  code         TEXT   NOT NULL                   -- why it was refused, or empty
);
CREATE INDEX filing_letter_filing ON filing_letter (filing, at, id);

-- Files that came with a letter, or went with one of ours.
CREATE TABLE filing_file (
  letter      blob   NOT NULL REFERENCES filing_letter (id),
  position    BIGINT NOT NULL CHECK (position >= 0),
  name        TEXT   NOT NULL,
  media_type  TEXT   NOT NULL,
  size        BIGINT NOT NULL,
  sm3         blob   NOT NULL,                   -- of the content
  content     blob   NOT NULL,                   -- sealed (L3)
  PRIMARY KEY (letter, position)
);
