-- Owner: src/officers. Whose cases an officer works on; NULL: the office's own region.
ALTER TABLE officer ADD COLUMN region TEXT;

-- Owner: src/supervision.
-- The register of licensed providers (名录, article 9): one row a licence, kept by the case of its status. Public from entered_at on.
CREATE TABLE licence_register (
  status_case     TEXT   NOT NULL PRIMARY KEY,  -- number of the licence_status case
  licence_number  TEXT   NOT NULL,              -- 证书编号
  status          TEXT   NOT NULL,              -- state of that case
  valid_to        TEXT   NOT NULL,              -- YYYY-MM-DD
  changed_at      BIGINT NOT NULL,              -- microseconds UTC
  organisation    TEXT,                         -- these four and entered_at: NULL until it is entered into the register
  credit_code     TEXT,
  domicile        TEXT,
  valid_from      TEXT,
  entered_at      BIGINT,
  CHECK ((organisation IS NULL) = (entered_at IS NULL)),
  CHECK ((credit_code IS NULL) = (entered_at IS NULL)),
  CHECK ((domicile IS NULL) = (entered_at IS NULL)),
  CHECK ((valid_from IS NULL) = (entered_at IS NULL))
);
CREATE UNIQUE INDEX licence_register_number ON licence_register (licence_number);

-- Documents issued in cases: the octets, sealed. Number, title and standing stand in `document`.
CREATE TABLE case_document (
  code         TEXT   NOT NULL PRIMARY KEY REFERENCES document (code),
  case_number  TEXT   NOT NULL,
  position     BIGINT NOT NULL,                 -- of the step that gives it
  document     TEXT   NOT NULL,                 -- row of rules/catalogue.toml
  copy         TEXT   NOT NULL,                 -- '副本 2/3'; empty: there is one
  pdf          blob   NOT NULL,                 -- L2, sealed
  made_by      TEXT   NOT NULL,                 -- actor
  made_at      BIGINT NOT NULL
);
-- A step's document is issued once (a copy of it once).
CREATE UNIQUE INDEX case_document_once ON case_document (case_number, position, document, copy);
