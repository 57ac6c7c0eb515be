-- Owner: src/demonstration. Each move of a demonstration's clock (docs/decisions/0026); the last row is where it stands. Empty everywhere else.
CREATE TABLE demonstration_clock (
  number    BIGINT NOT NULL PRIMARY KEY CHECK (number > 0),  -- 1, 2, … without gaps
  ahead     BIGINT NOT NULL CHECK (ahead > 0),   -- microseconds before the machine's clock, from here on
  moved_at  BIGINT NOT NULL,                     -- microseconds UTC, by the clock before the move
  moved_by  TEXT   NOT NULL                      -- 'officer/<id>'
);
