-- Owner: src/cases. Cases of any procedure in rules/procedures. No personal data in clear: what was entered is sealed.
-- The last number of each series of case numbers.
CREATE TABLE case_series (
  series  TEXT   NOT NULL,                       -- prefix of the numbers
  year    BIGINT NOT NULL,
  last    BIGINT NOT NULL CHECK (last > 0),
  PRIMARY KEY (series, year)
);

CREATE TABLE case_record (
  number             TEXT   NOT NULL PRIMARY KEY,  -- '<series>-<year>-<n>'
  procedure          TEXT   NOT NULL,              -- id
  procedure_version  TEXT   NOT NULL,              -- the one it began with
  state              TEXT   NOT NULL,
  ended              BIGINT NOT NULL CHECK (ended IN (0, 1)),
  version            BIGINT NOT NULL CHECK (version > 0),  -- grows with each change; conditional updates go by it
  party              TEXT   NOT NULL,              -- key of whom it is about
  scope              TEXT   NOT NULL,              -- region, six digits of GB/T 2260
  province           TEXT   NOT NULL,              -- its first two
  parent             TEXT   REFERENCES case_record (number),  -- the case that opened it
  opened_at          BIGINT NOT NULL,              -- microseconds UTC
  due_at             BIGINT                        -- when the first of its running clocks is, or was, overdue
);
-- One for each order in which lists are asked for: pages go by key.
CREATE INDEX case_record_opened ON case_record (opened_at, number);
CREATE INDEX case_record_procedure ON case_record (procedure, opened_at, number);
CREATE INDEX case_record_state ON case_record (procedure, state, opened_at, number);
CREATE INDEX case_record_party ON case_record (party, opened_at, number);
CREATE INDEX case_record_province ON case_record (province, opened_at, number);
CREATE INDEX case_record_queue ON case_record (province, procedure, state, opened_at, number);
CREATE INDEX case_record_due ON case_record (due_at, number) WHERE due_at IS NOT NULL;
CREATE INDEX case_record_due_procedure ON case_record (procedure, due_at, number) WHERE due_at IS NOT NULL;
CREATE INDEX case_record_due_province ON case_record (province, due_at, number) WHERE due_at IS NOT NULL;
CREATE INDEX case_record_parent ON case_record (parent) WHERE parent IS NOT NULL;

-- What was done, in order; rows are never changed.
CREATE TABLE case_step (
  number       TEXT   NOT NULL REFERENCES case_record (number),
  position     BIGINT NOT NULL CHECK (position >= 0),
  event        TEXT   NOT NULL,
  actor        TEXT   NOT NULL,                    -- 'officer/<id>', 'key/<SM3>', 'system/<what>', 'case/<number>'
  origin       TEXT   NOT NULL CHECK (origin IN ('person', 'timer', 'submission', 'child_case')),
  at           BIGINT NOT NULL,                    -- when it happened
  recorded_at  BIGINT NOT NULL,                    -- when it was written down
  item         TEXT   NOT NULL,                    -- the item it is about, or empty
  counts_on    TEXT,                               -- the day it counts from, where that is not the day of `at`
  inputs       blob,                               -- up to L2, sealed
  sensitive    blob,                               -- L3, sealed
  clock        TEXT,                               -- of a timer event: the clock that ran out,
  clock_start  BIGINT,                             --   and the position of the step that had set it going
  PRIMARY KEY (number, position),
  CHECK ((clock IS NULL) = (clock_start IS NULL)),
  CHECK ((clock IS NOT NULL) = (origin = 'timer'))
);
-- A clock that ran out did so once.
CREATE UNIQUE INDEX case_step_clock ON case_step (number, clock, item, clock_start) WHERE clock IS NOT NULL;

-- Things within a case.
CREATE TABLE case_item (
  number  TEXT   NOT NULL REFERENCES case_record (number),
  item    TEXT   NOT NULL,
  kind    TEXT   NOT NULL,
  PRIMARY KEY (number, item)
);

-- Statutory periods, running and ended.
CREATE TABLE case_clock (
  number         TEXT   NOT NULL REFERENCES case_record (number),
  clock          TEXT   NOT NULL,
  item           TEXT   NOT NULL,                  -- of which it runs, or empty
  start          BIGINT NOT NULL,                  -- position of the step that set it going
  started_on     TEXT   NOT NULL,                  -- day it is counted from
  rule           TEXT   NOT NULL,                  -- 'working-days:5'
  due_raw        TEXT   NOT NULL,                  -- last day as counted
  due_effective  TEXT   NOT NULL,                  -- and rolled, or the target shown
  provisional    BIGINT NOT NULL CHECK (provisional IN (0, 1)),
  due_at         BIGINT,                           -- the moment it is overdue; NULL while it stands still
  reminded_to    BIGINT NOT NULL,                  -- reminders of moments until then are done with
  wake_at        BIGINT,                           -- when something is to be done next without anybody asking
  overdue_at     BIGINT,                           -- found overdue then
  outcome        TEXT   CHECK (outcome IN ('met', 'fired', 'cancelled')),  -- NULL: it runs
  ended_at       BIGINT,
  PRIMARY KEY (number, clock, item, start),
  CHECK ((outcome IS NULL) = (ended_at IS NULL)),
  CHECK (wake_at IS NULL OR outcome IS NULL)
);
CREATE INDEX case_clock_wake ON case_clock (wake_at, number) WHERE wake_at IS NOT NULL;
CREATE INDEX case_clock_running ON case_clock (number) WHERE outcome IS NULL;

-- Messages to those who can meet a clock.
CREATE TABLE case_reminder (
  id        blob   NOT NULL PRIMARY KEY,           -- UUIDv7
  number    TEXT   NOT NULL,
  clock     TEXT   NOT NULL,
  item      TEXT   NOT NULL,
  start     BIGINT NOT NULL,
  last_day  TEXT   NOT NULL,
  days      BIGINT NOT NULL CHECK (days >= -1),    -- before the last day; -1: it is overdue
  role      TEXT   NOT NULL,                       -- of those it is for; 'applicant': the party
  party     TEXT   NOT NULL,                       -- of the case, as the two below
  scope     TEXT   NOT NULL,
  province  TEXT   NOT NULL,
  at        BIGINT NOT NULL,                       -- when it was due to be sent
  FOREIGN KEY (number, clock, item, start) REFERENCES case_clock (number, clock, item, start)
);
CREATE UNIQUE INDEX case_reminder_once ON case_reminder (number, clock, item, start, last_day, days, role);
CREATE INDEX case_reminder_role ON case_reminder (role, id);
CREATE INDEX case_reminder_province ON case_reminder (role, province, id);
CREATE INDEX case_reminder_party ON case_reminder (role, party, id);

-- Why dues were counted again, for all cases; and which clocks it moved.
CREATE TABLE case_recalculation (
  id           blob   NOT NULL PRIMARY KEY,        -- UUIDv7
  reason       TEXT   NOT NULL,
  actor        TEXT   NOT NULL,
  at           BIGINT NOT NULL,
  finished_at  BIGINT                              -- NULL: a restart goes on with it
);
CREATE INDEX case_recalculation_open ON case_recalculation (id) WHERE finished_at IS NULL;

CREATE TABLE case_clock_move (
  recalculation  blob   NOT NULL REFERENCES case_recalculation (id),
  number         TEXT   NOT NULL,
  clock          TEXT   NOT NULL,
  item           TEXT   NOT NULL,
  start          BIGINT NOT NULL,
  at             BIGINT NOT NULL,
  old_raw        TEXT   NOT NULL,
  old_effective  TEXT   NOT NULL,
  new_raw        TEXT   NOT NULL,
  new_effective  TEXT   NOT NULL,
  PRIMARY KEY (recalculation, number, clock, item, start),
  FOREIGN KEY (number, clock, item, start) REFERENCES case_clock (number, clock, item, start)
);
CREATE INDEX case_clock_move_case ON case_clock_move (number, at);
