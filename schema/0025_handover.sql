-- Owner: src/authority. Issuing authorities of other providers whose service was taken over (article 29, docs/decisions/0025). Their rows
-- in authority have no key: it stayed with the sender.
CREATE TABLE taken_authority (
  id               TEXT   NOT NULL PRIMARY KEY REFERENCES authority (id),  -- 'taken-1-issuing-1'
  bundle           blob   NOT NULL UNIQUE,       -- SM3 of the manifest of the handover bundle
  sender           TEXT   NOT NULL,              -- its name
  name             TEXT   NOT NULL,              -- id of the authority at the sender
  crl_address      TEXT   NOT NULL,              -- of its lists, up to the partition: 'http://ca.example/crl/issuing-1/'
  crl_key_id       TEXT   NOT NULL,              -- key of our signer that the sender certified for its lists
  crl_certificate  blob   NOT NULL,              -- DER
  taken_at         BIGINT                        -- microseconds UTC; NULL: the import is under way
);

-- Owner: src/handover. Every file of an imported bundle as it came; what is sealed stays sealed.
CREATE TABLE taken_file (
  bundle   blob   NOT NULL REFERENCES taken_authority (bundle),
  name     TEXT   NOT NULL,
  content  blob   NOT NULL,
  PRIMARY KEY (bundle, name)
);
