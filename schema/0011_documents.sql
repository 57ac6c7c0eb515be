-- Owner: src/documents. Numbers of documents (文书), and the documents that were issued: no names, no values, no PDF.
CREATE TABLE document_series (
  series  TEXT   NOT NULL,                     -- '京密许受〔{year}〕{n}号'
  year    BIGINT NOT NULL,
  last    BIGINT NOT NULL CHECK (last >= 0),   -- taken by the commit that records its document: no gaps
  PRIMARY KEY (series, year)
);

CREATE TABLE document (
  code              TEXT   NOT NULL PRIMARY KEY,  -- of the verification page; cannot be guessed
  number            TEXT   NOT NULL,
  copy              TEXT   NOT NULL,              -- '副本 2/3'; empty: there is one
  template          TEXT   NOT NULL,              -- 'acceptance_notice/2024-11-01'
  title             TEXT   NOT NULL,
  issuer            TEXT   NOT NULL,
  dated             TEXT   NOT NULL,              -- 2026-11-23
  case_number       TEXT,
  pdf_sm3           blob   NOT NULL,
  value_commitment  blob   NOT NULL,              -- HMAC-SM3(opening, what was filled in)
  seal              TEXT,                         -- signed note over pdf_sm3; NULL: made without a key
  made_at           BIGINT NOT NULL,              -- microseconds UTC
  standing          TEXT   NOT NULL CHECK (standing IN ('valid', 'withdrawn', 'superseded')),
  superseded_by     TEXT,                         -- code of the document in its place
  changed_at        BIGINT,
  CHECK ((standing = 'superseded') = (superseded_by IS NOT NULL)),
  CHECK ((standing = 'valid') = (changed_at IS NULL))
);
-- A licence keeps its number when it is issued anew; two valid papers never have the same number and copy.
CREATE UNIQUE INDEX document_valid ON document (number, copy) WHERE standing = 'valid';
CREATE INDEX document_case ON document (case_number);
