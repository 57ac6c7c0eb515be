-- Owner: src/supervision/draws, src/supervision/witness, src/ledger (cosigned_head).

-- Whose draw it is: seen by officers whose region it lies in, and by the two who draw.
ALTER TABLE draw ADD COLUMN region TEXT NOT NULL DEFAULT '000000';

-- Keys under which the regulator cosigns the heads of a provider's ledger; the newest of an origin counts.
CREATE TABLE witness_key (
  origin    TEXT   NOT NULL,                   -- of the ledger
  point     blob   NOT NULL,                   -- public key, 65 octets
  name      TEXT   NOT NULL,                   -- of the signature line
  provider  TEXT   NOT NULL,                   -- unified social credit code
  at        BIGINT NOT NULL,                   -- microseconds UTC: stated in our ledger since
  PRIMARY KEY (origin, point)
);
CREATE INDEX witness_key_provider ON witness_key (provider, at);

-- Heads of our own ledger with a witness's signature, as the witness published them. No acts: like tree_head, they say something
-- about the ledger and stand outside it.
CREATE TABLE cosigned_head (
  witness  TEXT   NOT NULL,                    -- name of the signature line
  size     BIGINT NOT NULL,
  at       BIGINT NOT NULL,                    -- fetched
  note     TEXT   NOT NULL,                    -- signed by the ledger and by the witness
  PRIMARY KEY (witness, size)
);
