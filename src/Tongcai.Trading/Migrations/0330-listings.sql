-- 严重违法失信行为记录，来自监督平台的账本。
CREATE TABLE listing (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  credit_code TEXT NOT NULL,
  name TEXT NOT NULL,
  number TEXT NOT NULL,
  authority TEXT NOT NULL,
  article TEXT NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  removed_on TEXT
);
CREATE INDEX listing_code ON listing (credit_code);
