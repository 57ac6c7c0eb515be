-- Owner: src/supervision/experts.
-- The register of reviewers (专家库, article 10): one row an expert or professional body, kept by its review_expert case.
CREATE TABLE expert_register (
  case_number   TEXT   NOT NULL PRIMARY KEY,    -- number of that case: what a draw calls "expert/<number>"
  kind          TEXT   NOT NULL CHECK (kind IN ('expert', 'agency')),
  account       TEXT,                           -- of the officers' accounts, where the expert has one
  name          blob   NOT NULL,                -- L2, sealed
  employer      blob   NOT NULL,                -- L2, sealed
  fields        TEXT   NOT NULL,                -- specialities, one a line
  scope         TEXT   NOT NULL,                -- region, six digits
  status        TEXT   NOT NULL CHECK (status IN ('admitted', 'suspended', 'investigated', 'removed')),
  suspended_to  TEXT,                           -- YYYY-MM-DD
  admitted_on   TEXT   NOT NULL,
  removed_on    TEXT,
  CHECK ((status = 'removed') = (removed_on IS NOT NULL)),
  CHECK ((status = 'suspended') = (suspended_to IS NOT NULL))
);
-- One account, one expert at a time.
CREATE UNIQUE INDEX expert_register_account ON expert_register (account) WHERE account IS NOT NULL AND status <> 'removed';

-- What an expert declared to be in the way of reviewing somebody.
CREATE TABLE expert_conflict (
  case_number  TEXT   NOT NULL REFERENCES expert_register (case_number),
  position     BIGINT NOT NULL,                 -- of the step
  against      TEXT   NOT NULL,                 -- name or unified social credit code
  kind         TEXT   NOT NULL,                 -- code of the procedure's input conflict_kind
  until        TEXT,                            -- last day, YYYY-MM-DD; NULL: it has no end
  declared_on  TEXT   NOT NULL,
  PRIMARY KEY (case_number, position)
);

-- What an expert's work was found to be and what they were held to account for (责任追究), by the steps of the case.
CREATE TABLE expert_record (
  case_number  TEXT   NOT NULL REFERENCES expert_register (case_number),
  position     BIGINT NOT NULL,
  event        TEXT   NOT NULL CHECK (event IN ('sample_work', 'investigate', 'clear', 'suspend', 'suspension_ends', 'remove', 'leave')),
  reviewed     TEXT,                            -- of sample_work: number of the case that was reviewed
  quality      TEXT,                            -- and the code of the input quality
  at_day       TEXT   NOT NULL,
  PRIMARY KEY (case_number, position)
);

-- Owner: src/supervision/monitoring.
-- For which confirmed alerts a case was opened (线索与立案, articles 30 and 37).
CREATE TABLE monitor_alert_case (
  alert        blob   NOT NULL REFERENCES monitor_alert (id),
  case_number  TEXT   NOT NULL,
  PRIMARY KEY (alert, case_number)
);

-- Owner: src/supervision.
-- Decisions and results that were made public (article 9; 行政处罚法 48), as they were told: one row a case, the newest publication of it.
CREATE TABLE publication (
  case_number      TEXT   NOT NULL PRIMARY KEY,
  kind             TEXT   NOT NULL,               -- id of the procedure
  party            TEXT   NOT NULL,               -- name of the organisation
  scope            TEXT   NOT NULL,               -- region, six digits
  paper            TEXT   NOT NULL,               -- row of rules/catalogue.toml that the decision is issued as
  decision_number  TEXT   NOT NULL,               -- empty: that of its document
  decided_on       TEXT   NOT NULL,
  basis            TEXT   NOT NULL,
  result           TEXT   NOT NULL,
  published_on     TEXT   NOT NULL,
  withdrawn_on     TEXT                           -- NULL: it is public
);
CREATE INDEX publication_on ON publication (published_on, case_number);
