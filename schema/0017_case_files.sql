-- Owner: src/cases. Files that were handed in for cases, sealed as what is entered into their steps is.
CREATE TABLE case_file (
  id          blob   NOT NULL PRIMARY KEY,         -- UUIDv7
  number      TEXT   REFERENCES case_record (number),  -- NULL: it waits for an opening by who handed it in
  procedure   TEXT   NOT NULL,                     -- id
  input       TEXT   NOT NULL,                     -- that it was handed in for
  level       TEXT   NOT NULL CHECK (level IN ('L0', 'L1', 'L2', 'L3')),
  sm3         blob   NOT NULL,                     -- of the content
  media_type  TEXT   NOT NULL,                     -- as its octets were judged
  size        BIGINT NOT NULL CHECK (size > 0),
  name        blob   NOT NULL,                     -- L2, sealed
  added_by    TEXT   NOT NULL,                     -- actor
  added_at    BIGINT NOT NULL,                     -- microseconds UTC
  named_at    BIGINT,                              -- when a step first named it; NULL: it is swept in time
  CHECK (number IS NOT NULL OR named_at IS NULL)
);
-- A file is there once: in its case, or waiting for an opening.
CREATE UNIQUE INDEX case_file_case ON case_file (number, sm3) WHERE number IS NOT NULL;
CREATE UNIQUE INDEX case_file_opening ON case_file (added_by, procedure, sm3) WHERE number IS NULL;
CREATE INDEX case_file_waiting ON case_file (added_at, id) WHERE named_at IS NULL;

-- Apart, so that a row that is changed does not carry its octets along.
CREATE TABLE case_file_content (
  file     blob NOT NULL PRIMARY KEY REFERENCES case_file (id),
  content  blob NOT NULL                           -- L3 sealed by its own key, all others by that of L2
);
