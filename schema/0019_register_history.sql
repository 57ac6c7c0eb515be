-- Owner: src/supervision.
-- Whose a licence is: the party of its case. Cases that name no licence find it so.
ALTER TABLE licence_register ADD COLUMN party TEXT;
UPDATE licence_register SET party = (SELECT r.party FROM case_record AS r WHERE r.number = status_case);
CREATE INDEX licence_register_party ON licence_register (party);

-- Every state in which an entry of the register stood, whole (名录 "截至某日"). Rows are never changed.
CREATE TABLE licence_register_history (
  status_case     TEXT   NOT NULL REFERENCES licence_register (status_case),
  position        BIGINT NOT NULL CHECK (position >= 0),
  at              BIGINT NOT NULL,              -- it stood so from then on: microseconds UTC
  recorded_at     BIGINT NOT NULL,              -- when that was written down
  change          TEXT   NOT NULL CHECK (change IN ('began', 'entered', 'status', 'renewed', 'changed', 'reissued', 'announced', 'carried_over')),
  basis           TEXT   NOT NULL,              -- number of the case that brought it about
  licence_number  TEXT   NOT NULL,
  status          TEXT   NOT NULL,
  valid_to        TEXT   NOT NULL,
  organisation    TEXT,                         -- these four: NULL until it was entered, which is when it became public
  credit_code     TEXT,
  domicile        TEXT,
  valid_from      TEXT,
  PRIMARY KEY (status_case, position),
  CHECK ((organisation IS NULL) = (credit_code IS NULL)),
  CHECK ((organisation IS NULL) = (domicile IS NULL)),
  CHECK ((organisation IS NULL) = (valid_from IS NULL))
);
CREATE INDEX licence_register_history_number ON licence_register_history (licence_number);

-- Of entries from before, what is known: how they stand since they last changed.
INSERT INTO licence_register_history (status_case, position, at, recorded_at, change, basis, licence_number, status, valid_to, organisation,
                                      credit_code, domicile, valid_from)
  SELECT status_case, 0, changed_at, changed_at, 'carried_over', status_case, licence_number, status, valid_to, organisation, credit_code,
         domicile, valid_from
  FROM licence_register;

-- The register as it stood at the end of a day in Beijing, in the octets that the ledger has the SM3 of.
CREATE TABLE register_snapshot (
  day      TEXT   NOT NULL PRIMARY KEY,         -- YYYY-MM-DD
  octets   blob   NOT NULL,
  sm3      blob   NOT NULL,
  made_at  BIGINT NOT NULL                      -- microseconds UTC
);

-- 重点监督检查名单 (article 33): one row a listing, kept by its focused_supervision case.
CREATE TABLE focus_list (
  case_number   TEXT   NOT NULL PRIMARY KEY,
  party         TEXT   NOT NULL,
  organisation  TEXT   NOT NULL,
  scope         TEXT   NOT NULL,                -- region, six digits
  ground        TEXT   NOT NULL CHECK (ground IN ('finding', 'penalty', 'other')),  -- F1, F2, F3 of requirements 2.13
  other         TEXT,                           -- code of what else, of F3
  source        TEXT   NOT NULL,                -- number of the case that led to it; empty: none did
  counted_from  TEXT   NOT NULL,                -- day of the finding, or of the delivery of the decision
  listed_on     TEXT   NOT NULL,
  removed_on    TEXT,                           -- NULL: it is on the list
  CHECK ((other IS NOT NULL) = (ground = 'other'))
);
CREATE INDEX focus_list_party ON focus_list (party);
