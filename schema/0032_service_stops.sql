-- Owner: src/policy. Services that are suspended or have ended (article 29): the gate of acceptance and issue is closed by them.
CREATE TABLE service_stop (
  number  TEXT   NOT NULL PRIMARY KEY,  -- the provider's own case of service_stop
  state   TEXT   NOT NULL CHECK (state IN ('suspended', 'terminated', 'resumed')),
  since   BIGINT NOT NULL               -- microseconds UTC: as it counts at the authority
);
