-- Owner: src/cases.
-- The years of the working calendar that dues were last counted with: another one at a start, and they are counted again.
CREATE TABLE case_calendar (
  year  BIGINT NOT NULL PRIMARY KEY,
  sm3   TEXT   NOT NULL                          -- of what it says of days, hex
);
