-- 框架协议：条件在项目上，入围供应商和协议、第二阶段采购和二次竞价的报价各有一表。
ALTER TABLE procurement ADD COLUMN framework TEXT NOT NULL DEFAULT 'null';
ALTER TABLE procurement ADD COLUMN framework_id TEXT NOT NULL DEFAULT '';

CREATE TABLE entrant (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  framework_id TEXT NOT NULL,
  procurement_id TEXT NOT NULL,
  lot_number INTEGER NOT NULL,
  supplier_id TEXT NOT NULL,
  supplier_name TEXT NOT NULL,
  address TEXT NOT NULL,
  contact TEXT NOT NULL,
  size TEXT NOT NULL,
  rank INTEGER NOT NULL,
  points INTEGER NOT NULL,
  unit_price_fen BIGINT NOT NULL,
  unit TEXT NOT NULL,
  product TEXT NOT NULL,
  delivery_days INTEGER NOT NULL,
  responses TEXT NOT NULL,
  text TEXT NOT NULL,
  collector_signature TEXT,
  supplier_signature TEXT,
  sign_by TEXT,
  signed_on TEXT,
  turns INTEGER NOT NULL,
  state TEXT NOT NULL,
  applied_on TEXT NOT NULL,
  decided_on TEXT,
  reason TEXT NOT NULL
);
CREATE INDEX entrant_framework ON entrant (framework_id, lot_number);
CREATE INDEX entrant_supplier ON entrant (supplier_id);
CREATE UNIQUE INDEX entrant_once ON entrant (framework_id, lot_number, supplier_id) WHERE state IN ('Applied', 'Selected', 'Active');

CREATE TABLE call_off (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  framework_id TEXT NOT NULL,
  lot_number INTEGER NOT NULL,
  second TEXT NOT NULL,
  quantity BIGINT NOT NULL,
  quote_until BIGINT,
  entrant_id TEXT NOT NULL,
  unit_price_fen BIGINT NOT NULL,
  reason TEXT NOT NULL
);
CREATE INDEX call_off_framework ON call_off (framework_id);

CREATE TABLE call_off_quote (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  entrant_id TEXT NOT NULL,
  supplier_id TEXT NOT NULL,
  unit_price_fen BIGINT NOT NULL,
  quoted_at BIGINT
);
CREATE INDEX call_off_quote_procurement ON call_off_quote (procurement_id);
CREATE INDEX call_off_quote_supplier ON call_off_quote (supplier_id);
CREATE INDEX procurement_framework ON procurement (framework_id);
