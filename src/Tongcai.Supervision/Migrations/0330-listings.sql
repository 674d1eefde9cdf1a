-- 严重违法失信行为记录。
CREATE TABLE listing (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation_id TEXT NOT NULL,
  name TEXT NOT NULL,
  credit_code TEXT NOT NULL,
  address TEXT NOT NULL,
  subject TEXT NOT NULL,
  state TEXT NOT NULL,
  ground TEXT NOT NULL,
  conduct TEXT NOT NULL,
  penalty TEXT NOT NULL,
  told_on TEXT NOT NULL,
  told_by TEXT NOT NULL,
  answered_on TEXT,
  hearing_asked BOOLEAN NOT NULL,
  heard_on TEXT,
  number TEXT NOT NULL,
  decided_on TEXT,
  decided_by TEXT NOT NULL,
  remedies TEXT NOT NULL,
  from_day TEXT,
  to_day TEXT,
  removed_on TEXT,
  repair_text TEXT NOT NULL,
  redressed BOOLEAN NOT NULL
);
CREATE INDEX listing_code ON listing (credit_code);
CREATE INDEX listing_organisation ON listing (organisation_id);

CREATE TABLE listing_step (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  listing_id TEXT NOT NULL,
  act TEXT NOT NULL,
  text TEXT NOT NULL,
  name TEXT NOT NULL,
  number TEXT,
  at BIGINT NOT NULL
);
CREATE INDEX listing_step_listing ON listing_step (listing_id, at);
CREATE UNIQUE INDEX listing_step_number ON listing_step (number);
