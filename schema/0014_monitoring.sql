-- Owner: src/supervision/monitoring, src/supervision/witness. Probes of providers' public addresses (art. 30): no credentials of
-- theirs, no personal data.
CREATE TABLE monitored_provider (
  provider  TEXT   NOT NULL PRIMARY KEY,       -- unified social credit code
  filing    TEXT   NOT NULL,                   -- supervision::Filing::text()
  every     BIGINT NOT NULL CHECK (every > 0), -- minutes between rounds
  next_at   BIGINT NOT NULL,                   -- microseconds UTC: the round that is due then
  set_by    TEXT   NOT NULL,                   -- actor
  set_at    BIGINT NOT NULL,
  head      TEXT                               -- newest tree head that was found to have grown from those before
);
CREATE INDEX monitored_provider_next ON monitored_provider (next_at);

-- Numbers of the newest lists seen.
CREATE TABLE monitored_list (
  provider  TEXT   NOT NULL REFERENCES monitored_provider (provider),
  target    TEXT   NOT NULL,
  number    BIGINT NOT NULL,
  PRIMARY KEY (provider, target)
);

CREATE TABLE monitor_round (
  id        blob   NOT NULL PRIMARY KEY,       -- UUIDv7
  provider  TEXT   NOT NULL REFERENCES monitored_provider (provider),
  at        BIGINT NOT NULL,
  findings  BIGINT NOT NULL
);
CREATE INDEX monitor_round_provider ON monitor_round (provider, at);

-- What was answered, by SM3; the octets of what shows a fault are kept (monitor_answer).
CREATE TABLE monitor_probe (
  round   blob   NOT NULL REFERENCES monitor_round (id),
  target  TEXT   NOT NULL,
  sm3     blob   NOT NULL,
  size    BIGINT NOT NULL,
  PRIMARY KEY (round, sm3)
);
CREATE TABLE monitor_answer (
  sm3     blob   NOT NULL PRIMARY KEY,
  octets  blob   NOT NULL,
  at      BIGINT NOT NULL                      -- when they first came
);

-- One alert for one fault, from the round that found it to the first that did not.
CREATE TABLE monitor_alert (
  id          blob   NOT NULL PRIMARY KEY,     -- UUIDv7
  provider    TEXT   NOT NULL REFERENCES monitored_provider (provider),
  code        TEXT   NOT NULL,                 -- of the closed list
  target      TEXT   NOT NULL,                 -- address, or empty
  detail      TEXT   NOT NULL,
  first_at    BIGINT NOT NULL,
  last_at     BIGINT NOT NULL,
  times       BIGINT NOT NULL CHECK (times > 0),
  ended_at    BIGINT,                          -- NULL: the last round found it
  state       TEXT   NOT NULL CHECK (state IN ('open', 'confirmed', 'dismissed')),
  reason      TEXT,                            -- of the officer who confirmed or dismissed
  decided_by  TEXT,
  decided_at  BIGINT,
  CHECK ((state = 'open') = (reason IS NULL)),
  CHECK ((reason IS NULL) = (decided_by IS NULL)),
  CHECK ((reason IS NULL) = (decided_at IS NULL))
);
CREATE UNIQUE INDEX monitor_alert_lasting ON monitor_alert (provider, code, target) WHERE ended_at IS NULL;
CREATE INDEX monitor_alert_state ON monitor_alert (state, id);

CREATE TABLE monitor_evidence (
  alert  blob   NOT NULL REFERENCES monitor_alert (id),
  sm3    blob   NOT NULL REFERENCES monitor_answer (sm3),
  PRIMARY KEY (alert, sm3)
);

-- Tree heads of providers that the regulator cosigned: each grew from the one before, `path` proves it.
CREATE TABLE witnessed_head (
  origin  TEXT   NOT NULL,
  size    BIGINT NOT NULL,
  at      BIGINT NOT NULL,                     -- when it was witnessed
  root    blob   NOT NULL,
  path    TEXT   NOT NULL,                     -- proof from the head before, base64 lines
  note    TEXT   NOT NULL,                     -- signed by the ledger and by the witness
  PRIMARY KEY (origin, size)
);
