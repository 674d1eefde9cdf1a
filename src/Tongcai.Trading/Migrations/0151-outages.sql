-- What hub and supervision have recorded of this platform's outages, from their ledgers.
CREATE TABLE outage_report (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  observer TEXT NOT NULL,
  source TEXT NOT NULL,
  from_at BIGINT NOT NULL,
  to_at BIGINT,
  fact_id TEXT NOT NULL
);
CREATE UNIQUE INDEX outage_report_once ON outage_report (observer, from_at);

-- Bidders' signed records of tries that got no answer; who tried is nobody's business before the opening.
CREATE TABLE seal_attempt (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  supplier_id TEXT NOT NULL,
  envelope_sm3 TEXT NOT NULL,
  at BIGINT NOT NULL,
  signature TEXT NOT NULL
);
CREATE UNIQUE INDEX seal_attempt_once ON seal_attempt (procurement_id, supplier_id, envelope_sm3, at);

CREATE TABLE deadline_extension (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  notice_id TEXT NOT NULL,
  from_deadline BIGINT NOT NULL,
  to_deadline BIGINT NOT NULL,
  outage_from BIGINT NOT NULL,
  outage_to BIGINT NOT NULL,
  evidence TEXT NOT NULL
);
CREATE INDEX deadline_extension_procurement ON deadline_extension (procurement_id);
