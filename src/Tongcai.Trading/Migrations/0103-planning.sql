ALTER TABLE demand ADD COLUMN reused_in_department_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE demand ADD COLUMN round INTEGER NOT NULL DEFAULT 0;

CREATE TABLE entrustment (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  agency_id TEXT NOT NULL,
  agency_name TEXT NOT NULL,
  scope TEXT NOT NULL,
  fee_payer TEXT NOT NULL,
  fee_standard TEXT NOT NULL,
  fee_fen BIGINT NOT NULL,
  offered_on TEXT NOT NULL,
  accepted_on TEXT,
  declined TEXT
);
