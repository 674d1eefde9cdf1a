-- The latest instant that was acted on; a start with an earlier clock goes on from it.
CREATE TABLE clock_mark (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  at BIGINT NOT NULL
);

-- While the wall clock was not believed, by legal time; corrected_ms is known when it is over.
CREATE TABLE clock_doubt (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  cause TEXT NOT NULL,
  from_at BIGINT NOT NULL,
  to_at BIGINT,
  corrected_ms BIGINT NOT NULL
);
