-- A pseudonym is drawn before the first bid, because the envelope names it; it says nothing of whether there will be one.
CREATE TABLE pseudonym (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  supplier_id TEXT NOT NULL
);
CREATE UNIQUE INDEX pseudonym_supplier ON pseudonym (procurement_id, supplier_id);

-- The fact of a bid names the bid; the other direction would need to be known before the commit.
ALTER TABLE bid DROP COLUMN fact_id;

CREATE INDEX bid_procurement ON bid (procurement_id);
CREATE INDEX opening_objection_procurement ON opening_objection (procurement_id);
