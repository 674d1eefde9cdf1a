-- 采购审批：变更采购方式、进口产品；单一来源公示的异议。
CREATE TABLE approval (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  demand_id TEXT NOT NULL,
  purchaser_id TEXT NOT NULL,
  purchaser_name TEXT NOT NULL,
  subject TEXT NOT NULL,
  title TEXT NOT NULL,
  method TEXT NOT NULL,
  ground TEXT NOT NULL,
  reason TEXT NOT NULL,
  consent TEXT NOT NULL,
  region TEXT NOT NULL,
  budget_fen BIGINT NOT NULL,
  reaches_open_tender BOOLEAN NOT NULL,
  supplier_name TEXT NOT NULL,
  supplier_address TEXT NOT NULL,
  arguments TEXT NOT NULL,
  failed_tender_id TEXT NOT NULL,
  original_contract_id TEXT NOT NULL,
  original_contract TEXT NOT NULL,
  state TEXT NOT NULL,
  author_id TEXT NOT NULL,
  publicised_from TEXT,
  publicised_to TEXT,
  submitted_on TEXT,
  number TEXT NOT NULL,
  decided_on TEXT,
  opinion TEXT NOT NULL
);
CREATE INDEX approval_demand ON approval (demand_id);
CREATE INDEX approval_purchaser ON approval (purchaser_id);
CREATE INDEX approval_state ON approval (state);
CREATE INDEX approval_contract ON approval (original_contract_id);

CREATE TABLE source_objection (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  approval_id TEXT NOT NULL,
  supplier_id TEXT NOT NULL,
  supplier_name TEXT NOT NULL,
  text TEXT NOT NULL,
  objected_on TEXT NOT NULL,
  upheld BOOLEAN NOT NULL,
  conclusion TEXT NOT NULL,
  answered_on TEXT
);
CREATE INDEX source_objection_approval ON source_objection (approval_id);

ALTER TABLE demand ADD COLUMN procurement_id TEXT;
ALTER TABLE procurement ADD COLUMN approval_id TEXT NOT NULL DEFAULT '';
ALTER TABLE procurement ADD COLUMN ground TEXT NOT NULL DEFAULT '';
ALTER TABLE procurement ADD COLUMN import_number TEXT NOT NULL DEFAULT '';
UPDATE demand SET procurement_id = (SELECT MAX(p.id) FROM procurement p WHERE p.demand_id = demand.id) WHERE state = 'Planned';
