-- Owner: src/policy.
-- The regulator's files: the newest of each licence number. Earlier ones stay in the act records 301 and 302.
CREATE TABLE licence (
  number       TEXT   NOT NULL PRIMARY KEY,  -- 证书编号
  as_of        BIGINT NOT NULL,              -- when the regulator said so
  imported_at  BIGINT NOT NULL,
  note         TEXT   NOT NULL               -- the signed file as imported (src/policy/LICENCE.md)
);

-- CPS and CP versions. Text and parameters never change once the row is there; published rows stay for ever (article 16).
CREATE TABLE rules_version (
  kind            TEXT   NOT NULL CHECK (kind IN ('cps', 'cp')),
  version         TEXT   NOT NULL,
  title           TEXT   NOT NULL,
  state           TEXT   NOT NULL CHECK (state IN ('proposed', 'approved', 'published')),
  effective_at    BIGINT NOT NULL,
  document        TEXT   NOT NULL,           -- Markdown, as published
  digest          blob   NOT NULL,           -- SM3 of it
  profile         TEXT   NOT NULL,           -- TOML: parameters of a CPS, policies of a CP
  policies        TEXT   NOT NULL,           -- of a CP: its identifiers, dotted, a space between; of a CPS: empty
  proposed_at     BIGINT NOT NULL,
  approved_at     BIGINT,
  published_at    BIGINT,
  filed_at        BIGINT,                    -- filing submitted to the province
  filing_receipt  TEXT   NOT NULL,           -- empty until there is one
  PRIMARY KEY (kind, version),
  CHECK ((state = 'proposed') = (approved_at IS NULL)),
  CHECK ((state = 'published') = (published_at IS NOT NULL)),
  CHECK (filed_at IS NULL OR published_at IS NOT NULL),
  CHECK (filing_receipt = '' OR filed_at IS NOT NULL)
);
