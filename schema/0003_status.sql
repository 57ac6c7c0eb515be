-- Owner: src/status. CRLs by partition; a number is durable before the CRL is signed (decisions.md 3, 9).
CREATE TABLE crl (
  issuer       TEXT   NOT NULL,
  part         BIGINT NOT NULL,              -- the partition
  number       BIGINT NOT NULL,              -- full and delta lists of a partition share the numbering (RFC 5280 5.2.3)
  base_number  BIGINT,                       -- set: a delta against this full list
  this_update  BIGINT NOT NULL,
  next_update  BIGINT NOT NULL,
  followed     BIGINT NOT NULL,              -- act_record.seq up to which revocations are in it
  entries      BIGINT,                       -- NULL until signed and published
  digest       blob,                         -- SM3 of the published file
  PRIMARY KEY (issuer, part, number)
);
