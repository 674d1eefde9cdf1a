ALTER TABLE watched_organisation ADD COLUMN address_key TEXT NOT NULL DEFAULT '';
ALTER TABLE watched_organisation ADD COLUMN parent_id TEXT NOT NULL DEFAULT '';
CREATE INDEX watched_organisation_address ON watched_organisation (address_key);

CREATE TABLE watched_expert (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  employer TEXT NOT NULL
);

CREATE TABLE watched_lot (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  lot_id TEXT NOT NULL,
  market TEXT NOT NULL,
  purchaser_id TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  bidders INTEGER NOT NULL,
  winner_id TEXT NOT NULL
);

CREATE TABLE watched_bid (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  watched_lot_id TEXT NOT NULL,
  supplier_id TEXT NOT NULL,
  price_fen BIGINT NOT NULL
);

CREATE INDEX watched_lot_market ON watched_lot (market, opened_at);
CREATE INDEX watched_lot_procurement ON watched_lot (procurement_id);
CREATE INDEX watched_bid_supplier ON watched_bid (supplier_id);
CREATE INDEX watched_bid_lot ON watched_bid (watched_lot_id);

ALTER TABLE warning ADD COLUMN pattern TEXT NOT NULL DEFAULT '';
ALTER TABLE warning ADD COLUMN tier TEXT NOT NULL DEFAULT 'B';
ALTER TABLE warning ADD COLUMN violation TEXT NOT NULL DEFAULT 'Collusion';
ALTER TABLE warning ADD COLUMN grown_at BIGINT;
ALTER TABLE warning ADD COLUMN state_since BIGINT NOT NULL DEFAULT 0;
ALTER TABLE warning ADD COLUMN due_on TEXT;
ALTER TABLE warning ADD COLUMN leaning TEXT NOT NULL DEFAULT 'None';
ALTER TABLE warning ADD COLUMN verified_by TEXT NOT NULL DEFAULT '';
ALTER TABLE warning ADD COLUMN handled_by TEXT NOT NULL DEFAULT '';
ALTER TABLE warning ADD COLUMN founded BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE warning ADD COLUMN handling TEXT NOT NULL DEFAULT '';
ALTER TABLE warning ADD COLUMN rectify_by TEXT;
ALTER TABLE warning ADD COLUMN ended_by TEXT NOT NULL DEFAULT '';
UPDATE warning SET pattern = id, state_since = raised_at;
CREATE UNIQUE INDEX warning_pattern ON warning (pattern);
CREATE INDEX warning_state ON warning (state, due_on);
CREATE INDEX warning_detector ON warning (detector, state);

ALTER TABLE warning_step ADD COLUMN act TEXT NOT NULL DEFAULT '';
ALTER TABLE warning_step ADD COLUMN evidence TEXT NOT NULL DEFAULT '[]';

CREATE TABLE warning_finding (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  warning_id TEXT NOT NULL,
  procurement_id TEXT NOT NULL,
  identity TEXT NOT NULL,
  seen_at BIGINT NOT NULL,
  finding TEXT NOT NULL
);

CREATE UNIQUE INDEX warning_finding_identity ON warning_finding (warning_id, identity);

CREATE TABLE detector_rate (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  judged BIGINT NOT NULL,
  hits BIGINT NOT NULL
);

CREATE TABLE detector_setting (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  edition INTEGER NOT NULL,
  enabled BOOLEAN NOT NULL,
  parameters TEXT NOT NULL,
  since BIGINT,
  proposed BOOLEAN NOT NULL,
  proposed_enabled BOOLEAN NOT NULL,
  proposed_parameters TEXT NOT NULL,
  proposed_by TEXT NOT NULL,
  proposed_name TEXT NOT NULL,
  proposed_at BIGINT,
  reason TEXT NOT NULL
);

CREATE TABLE warning_inquiry (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  warning_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  organisation_name TEXT NOT NULL,
  procurement_id TEXT NOT NULL,
  question TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  answer TEXT NOT NULL,
  answered_on TEXT,
  answered_name TEXT NOT NULL,
  evidence TEXT NOT NULL
);

CREATE INDEX warning_inquiry_warning ON warning_inquiry (warning_id);
CREATE INDEX warning_inquiry_organisation ON warning_inquiry (organisation_id);
