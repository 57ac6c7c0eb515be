-- Owner: src/officers. Whose account it is: number of the case of a delegated body (article 25); NULL: the provider's own staff.
ALTER TABLE officer ADD COLUMN body TEXT;

-- How far the accounts of a delegated body may act; kept by the steps of its case.
CREATE TABLE officer_body (
  number        TEXT   NOT NULL PRIMARY KEY,     -- of the case
  name          TEXT   NOT NULL,                 -- public
  standing      TEXT   NOT NULL CHECK (standing IN ('unfiled', 'open', 'suspended', 'ended')),
  agreement_to  TEXT   NOT NULL                  -- last day of the agreement
);

-- Its operators (经办人员): who is authorised, where, and until when their training counts. One row an account.
CREATE TABLE officer_operator (
  officer     TEXT   NOT NULL PRIMARY KEY REFERENCES officer (id),
  body        TEXT   NOT NULL,                   -- number of the body's case
  item        TEXT   NOT NULL,                   -- the operator within it
  site        TEXT   NOT NULL,                   -- 办理地址
  trained_to  TEXT   NOT NULL,                   -- last day
  stopped     BIGINT NOT NULL CHECK (stopped IN (0, 1))
);
CREATE UNIQUE INDEX officer_operator_item ON officer_operator (body, item);

-- Rights to posts (上岗授权, article 28); kept by the steps of the training's case.
CREATE TABLE officer_post (
  officer   TEXT   NOT NULL REFERENCES officer (id),
  post      TEXT   NOT NULL,                     -- officers::role_name
  number    TEXT   NOT NULL UNIQUE,              -- of the case
  valid_to  TEXT   NOT NULL,                     -- last day
  ended     BIGINT NOT NULL CHECK (ended IN (0, 1)),
  PRIMARY KEY (officer, post)
);

-- Owner: src/compliance.
-- What is sealed because it may be a state secret (article 23). Its content is not here.
CREATE TABLE quarantine (
  number    TEXT   NOT NULL PRIMARY KEY,         -- of the case
  object    TEXT   NOT NULL,                     -- 'application/SQ-…', 'case/…'
  standing  TEXT   NOT NULL CHECK (standing IN ('sealed', 'released', 'removed')),
  handlers  TEXT   NOT NULL,                     -- accounts that may see it, joined by ','
  sealed_at BIGINT NOT NULL                      -- microseconds UTC
);
CREATE INDEX quarantine_object ON quarantine (object) WHERE standing <> 'released';

-- Cases that duties open again and again (rules/duties.toml): each period once.
CREATE TABLE duty_opening (
  duty         TEXT   NOT NULL,
  period       TEXT   NOT NULL,                  -- '2026', '2026-03'
  opens_on     TEXT   NOT NULL,                  -- the day that opens it
  case_number  TEXT   NOT NULL,
  opened_at    BIGINT NOT NULL,                  -- microseconds UTC
  PRIMARY KEY (duty, period)
);

-- Who works here (article 6 item 5; requirements 4.3). A person who comes back is another row.
CREATE TABLE staff_person (
  id             TEXT   NOT NULL PRIMARY KEY,    -- 2 to 32 of a-z, 0-9, '-'
  name           blob   NOT NULL,                -- L2, sealed
  identity_idx   blob   NOT NULL,                -- keyed index of the number of their paper: one person counts once
  kind           TEXT   NOT NULL CHECK (kind IN ('technical', 'operation', 'security', 'support', 'other')),
  post           TEXT   NOT NULL,                -- 岗位
  key_post       BIGINT NOT NULL CHECK (key_post IN (0, 1)),
  full_time      BIGINT NOT NULL CHECK (full_time IN (0, 1)),
  insured        BIGINT NOT NULL CHECK (insured IN (0, 1)),  -- social insurance paid by the provider
  background_on  TEXT,                           -- day of the background check
  contract_to    TEXT,                           -- last day; NULL: without end
  started_on     TEXT   NOT NULL,
  left_on        TEXT                            -- last day at work
);

-- What officers declare of the seven conditions; rows are never changed, the newest of each counts.
CREATE TABLE condition_entry (
  condition    TEXT   NOT NULL,                  -- as in rules/procedures/conditions.toml
  at           BIGINT NOT NULL,                  -- microseconds UTC
  met          BIGINT NOT NULL CHECK (met IN (0, 1)),
  value        TEXT   NOT NULL,
  proof_sm3    TEXT,                             -- of the document that proves it
  verified_on  TEXT   NOT NULL,
  actor        TEXT   NOT NULL,
  PRIMARY KEY (condition, at)
);

-- The dashboard as it stood on the first of a month: octets that are not changed any more.
CREATE TABLE condition_snapshot (
  period    TEXT   NOT NULL PRIMARY KEY,         -- '2026-12'
  taken_at  BIGINT NOT NULL,                     -- microseconds UTC
  sm3       blob   NOT NULL,                     -- of the content
  content   blob   NOT NULL
);
