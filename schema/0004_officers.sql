-- Owner: src/officers.
-- Accounts of officers (requirements 8.3). An id stands in act records for ever, so a row is never deleted.
CREATE TABLE officer (
  id             TEXT   NOT NULL PRIMARY KEY,  -- 2 to 32 of a-z, 0-9, '-'
  name           blob   NOT NULL,              -- L2, sealed
  roles          TEXT   NOT NULL,              -- officers::role_name, ascending, joined by ','
  state          TEXT   NOT NULL CHECK (state IN ('pending', 'active', 'suspended', 'closed')),
  created_by     TEXT   NOT NULL,              -- actor: 'officer/<id>', 'system/ceremony'
  created_at     BIGINT NOT NULL,              -- microseconds UTC
  authorised_by  TEXT,                         -- actor; NULL while pending
  request        blob   NOT NULL,              -- PKCS#10, DER
  public_key     blob   NOT NULL,              -- point, 65 octets
  certificate    blob,                         -- DER
  not_before     BIGINT,
  not_after      BIGINT,
  CHECK ((certificate IS NULL) = (authorised_by IS NULL)),
  CHECK ((certificate IS NULL) = (not_before IS NULL)),
  CHECK ((certificate IS NULL) = (not_after IS NULL)),
  CHECK ((certificate IS NULL) = (state = 'pending') OR state = 'closed')
);
CREATE UNIQUE INDEX officer_public_key ON officer (public_key);

-- Answers of signed requests, kept 24 hours, so that a request asked again is not carried out again (decisions.md 8).
CREATE TABLE signed_request (
  actor            TEXT   NOT NULL,
  operation        TEXT   NOT NULL,
  idempotency_key  TEXT   NOT NULL,
  request_mac      blob   NOT NULL,            -- keyed index of SM3(method LF target URI LF body)
  at               BIGINT NOT NULL,
  status           BIGINT NOT NULL,            -- of HTTP
  answer           blob   NOT NULL,            -- JSON, L3, sealed
  PRIMARY KEY (actor, operation, idempotency_key)
);
CREATE INDEX signed_request_at ON signed_request (at);
