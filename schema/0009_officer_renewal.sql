-- Owner: src/officers. Renewal of officers' certificates (requirements 8.3; docs/decisions/0010).
-- Every key that serves, served or was to serve an account: none is used again, nor by another officer.
CREATE TABLE officer_key (
  public_key  blob NOT NULL PRIMARY KEY,     -- point, 65 octets
  officer     TEXT NOT NULL REFERENCES officer (id)
);
INSERT INTO officer_key (public_key, officer) SELECT public_key, id FROM officer;
DROP INDEX officer_public_key;

-- The new key that waits for a security administrator; at most one an account, the newest request counts.
CREATE TABLE officer_renewal (
  officer       TEXT   NOT NULL PRIMARY KEY REFERENCES officer (id),
  request       blob   NOT NULL,             -- PKCS#10, DER
  public_key    blob   NOT NULL REFERENCES officer_key (public_key),
  key_lost      BIGINT NOT NULL CHECK (key_lost IN (0, 1)),
  requested_by  TEXT   NOT NULL,             -- actor: 'officer/<id>'
  requested_at  BIGINT NOT NULL              -- microseconds UTC
);
