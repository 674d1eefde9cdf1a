-- What this platform has seen of another one's seal path from outside.
CREATE TABLE outage_observed (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  platform TEXT NOT NULL,
  from_at BIGINT NOT NULL,
  to_at BIGINT
);

-- The last seal probe of each observer: written durably like a bid, and of no weight.
CREATE TABLE seal_probe (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  nonce TEXT NOT NULL,
  at BIGINT NOT NULL
);
