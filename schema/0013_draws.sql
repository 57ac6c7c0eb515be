-- Owner: src/supervision/draws. Draws of experts, objects and officers (docs/design/draw.md). A draw is never deleted, also when
-- another takes its place. Ids and reasons name no person.
CREATE TABLE draw (
  id           TEXT   NOT NULL PRIMARY KEY,    -- UUIDv7
  purpose      TEXT   NOT NULL CHECK (purpose IN ('experts', 'objects', 'officers')),
  matter       TEXT   NOT NULL,                -- what it is for: 'case/<number>'
  state        TEXT   NOT NULL CHECK (state IN ('pooled', 'committed', 'revealed', 'drawn', 'redrawn')),
  statement    TEXT   NOT NULL,                -- proof::DrawStatement::text(): what the officers commit to
  stated_by    TEXT   NOT NULL,                -- actor
  stated_at    BIGINT NOT NULL,                -- microseconds UTC
  seed         blob,                           -- with the second share
  drawn_at     BIGINT,
  replaces     TEXT   UNIQUE REFERENCES draw (id),
  CHECK ((seed IS NULL) = (drawn_at IS NULL)),
  CHECK (seed IS NULL OR state IN ('drawn', 'redrawn')),
  CHECK (seed IS NOT NULL OR state <> 'drawn')
);
CREATE INDEX draw_matter ON draw (matter, stated_at);

CREATE TABLE draw_member (
  draw      TEXT   NOT NULL REFERENCES draw (id),
  member    TEXT   NOT NULL,
  ground    TEXT,                              -- proof::ExclusionGround; NULL: can be drawn
  reason    TEXT,
  place     BIGINT CHECK (place >= 0),         -- drawn: in which place, from 0
  PRIMARY KEY (draw, member),
  CHECK ((ground IS NULL) = (reason IS NULL)),
  CHECK (ground IS NULL OR place IS NULL)
);
CREATE UNIQUE INDEX draw_member_place ON draw_member (draw, place) WHERE place IS NOT NULL;
CREATE INDEX draw_member_drawn ON draw_member (member, draw) WHERE place IS NOT NULL;

CREATE TABLE draw_officer (
  draw          TEXT   NOT NULL REFERENCES draw (id),
  position      BIGINT NOT NULL CHECK (position IN (0, 1)),  -- in the statement
  officer       TEXT   NOT NULL,               -- 'officer/<id>'
  certificate   blob,                          -- DER, of the key that signed the note
  note          TEXT,                          -- signed commitment
  committed_at  BIGINT,
  share         blob,                          -- once opened
  revealed_at   BIGINT,
  PRIMARY KEY (draw, position),
  CHECK ((note IS NULL) = (certificate IS NULL)),
  CHECK ((note IS NULL) = (committed_at IS NULL)),
  CHECK ((share IS NULL) = (revealed_at IS NULL)),
  CHECK (share IS NULL OR note IS NOT NULL)
);
