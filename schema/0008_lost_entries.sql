-- Owner: src/ledger. Entries whose act records were lost with a database that a backup replaced: a signed tree head
-- covers them, so they stay in the tree with the leaf hashes that the tiles kept (docs/decisions/0007).
CREATE TABLE lost_entry (
  seq        BIGINT NOT NULL PRIMARY KEY,
  leaf_hash  blob   NOT NULL,                -- SM3(00 || leaf)
  CHECK (seq >= 0)
);
