-- Owner: src/cases.
-- Notices of days off that officers entered (docs/decisions/0034). One that a second officer has confirmed stands over the file of
-- rules/calendar for its year, the newest of a year over those before.
CREATE TABLE calendar_notice (
  number         BIGINT NOT NULL PRIMARY KEY,      -- from 1, as they were proposed
  year           BIGINT NOT NULL,
  notice         TEXT   NOT NULL,                  -- its number (文号)
  content        TEXT   NOT NULL,                  -- the file as it was handed in, TOML
  sm3            TEXT   NOT NULL,                  -- of it, hex
  proposed_by    TEXT   NOT NULL,
  proposed_at    BIGINT NOT NULL,
  confirmed_by   TEXT,                             -- NULL: nothing is counted by it
  confirmed_at   BIGINT,
  recalculation  blob   REFERENCES case_recalculation (id)
);
