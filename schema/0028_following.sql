-- Owner: src/cases and src/filings. A case that follows the one which a letter of ours opened at an authority
-- (docs/decisions/0028).
-- src/cases: by what another office's case leads this one, or empty; whether a period ends when that office says.
ALTER TABLE case_record ADD COLUMN led_by TEXT NOT NULL DEFAULT '';
ALTER TABLE case_clock ADD COLUMN told BIGINT NOT NULL DEFAULT 0 CHECK (told IN (0, 1));

-- src/filings: the step after the last that our case was to follow; the letter that a notice answers.
ALTER TABLE filing ADD COLUMN followed BIGINT NOT NULL DEFAULT 0;
ALTER TABLE filing_letter ADD COLUMN answers blob;

-- src/filings: what the authority told and our case did not follow; an officer looks at it.
CREATE TABLE filing_matter (
  letter      blob   NOT NULL REFERENCES filing_letter (id),  -- that told it
  position    BIGINT NOT NULL,                  -- of the step at the authority; -1: the letter's document
  filing      blob   NOT NULL REFERENCES filing (id),
  event       TEXT   NOT NULL,                  -- or the document's row of the catalogue
  code        TEXT   NOT NULL,                  -- why: an error code
  at          BIGINT NOT NULL,                  -- when it was found, microseconds UTC
  settled_by  TEXT,                             -- actor; NULL: it stands
  settled_at  BIGINT,
  taken       BIGINT CHECK (taken IN (0, 1)),   -- 1: it happened in our case after all; 0: set aside
  PRIMARY KEY (letter, position),
  CHECK ((settled_by IS NULL) = (settled_at IS NULL)),
  CHECK ((settled_by IS NULL) = (taken IS NULL))
);
CREATE INDEX filing_matter_standing ON filing_matter (filing) WHERE settled_by IS NULL;
CREATE INDEX filing_own_case ON filing (own_case) WHERE own_case <> '';
