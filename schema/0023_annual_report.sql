-- Owner: src/compliance. The figures of annual reports (article 35), octets that are not changed any more (src/proof/REPORT.md).
CREATE TABLE annual_report (
  year      BIGINT NOT NULL,
  number    BIGINT NOT NULL CHECK (number > 0),  -- of the year
  made_at   BIGINT NOT NULL,                     -- microseconds UTC
  made_by   TEXT   NOT NULL,                     -- 'officer/<id>'
  complete  BIGINT NOT NULL CHECK (complete IN (0, 1)),  -- of the whole year
  broken    TEXT   NOT NULL,                     -- equations that do not hold, apart by a comma; empty: none
  sm3       blob   NOT NULL,                     -- of the content; stands in the ledger
  content   blob   NOT NULL,
  PRIMARY KEY (year, number)
);
