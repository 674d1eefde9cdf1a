CREATE TABLE complaint (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  challenge_id TEXT NOT NULL,
  supplier_id TEXT NOT NULL,
  supplier_name TEXT NOT NULL,
  items TEXT NOT NULL,
  facts TEXT NOT NULL,
  legal_basis TEXT NOT NULL,
  demand TEXT NOT NULL,
  lodged_on TEXT NOT NULL,
  state TEXT NOT NULL,
  correction TEXT NOT NULL,
  correction_sent_on TEXT,
  correct_by TEXT,
  corrected_on TEXT,
  withdrawn_on TEXT,
  withdrawal TEXT NOT NULL,
  reviewed_on TEXT,
  accepted_by TEXT NOT NULL,
  accepted_on TEXT,
  decide_by TEXT,
  suspension_order_id TEXT NOT NULL,
  number TEXT NOT NULL,
  outcome TEXT NOT NULL,
  rejection TEXT NOT NULL,
  findings TEXT NOT NULL,
  grounds TEXT NOT NULL,
  remedies TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_on TEXT
);

CREATE TABLE supervision_order (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  complaint_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  until TEXT,
  reason TEXT NOT NULL,
  rule_id TEXT NOT NULL,
  issued_by TEXT NOT NULL,
  issued_at BIGINT NOT NULL,
  sent_at BIGINT NOT NULL,
  signature TEXT NOT NULL,
  obeyed_at BIGINT
);

CREATE TABLE warning (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  lot_id TEXT NOT NULL,
  detector TEXT NOT NULL,
  title TEXT NOT NULL,
  evidence TEXT NOT NULL,
  innocent TEXT NOT NULL,
  rule_id TEXT NOT NULL,
  parties TEXT NOT NULL,
  fact_id TEXT NOT NULL,
  raised_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  judged_by TEXT NOT NULL
);

CREATE TABLE warning_step (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  warning_id TEXT NOT NULL,
  state TEXT NOT NULL,
  opinion TEXT NOT NULL,
  account_id TEXT NOT NULL,
  name TEXT NOT NULL,
  at BIGINT NOT NULL
);

CREATE TABLE watched (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  code TEXT NOT NULL,
  title TEXT NOT NULL,
  purchaser_id TEXT NOT NULL,
  purchaser_name TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  agency_name TEXT NOT NULL,
  region TEXT NOT NULL,
  catalogue_code TEXT NOT NULL,
  method TEXT NOT NULL,
  budget_fen BIGINT NOT NULL,
  stage TEXT NOT NULL,
  step TEXT NOT NULL,
  last_at BIGINT NOT NULL,
  plan_on TEXT,
  intention_on TEXT,
  urgent_reason TEXT NOT NULL,
  noticed_on TEXT,
  bid_deadline BIGINT,
  opened_on TEXT,
  bid_count INTEGER NOT NULL,
  reported_on TEXT,
  decided_on TEXT,
  result_on TEXT,
  challenge_until TEXT,
  signed_on TEXT,
  contract_published_on TEXT,
  filed_on TEXT,
  accepted_on TEXT,
  invoiced_on TEXT,
  payment_due_on TEXT,
  paid_on TEXT,
  price_fen BIGINT NOT NULL,
  paid_fen BIGINT NOT NULL,
  challenges TEXT NOT NULL,
  suspended_by TEXT NOT NULL,
  ending TEXT NOT NULL,
  next_due TEXT,
  next_rule TEXT NOT NULL,
  broken_clocks INTEGER NOT NULL
);

CREATE TABLE watched_fact (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  supplier_id TEXT NOT NULL,
  title TEXT NOT NULL,
  at BIGINT NOT NULL,
  ledger TEXT NOT NULL,
  leaf_index BIGINT NOT NULL,
  digest TEXT NOT NULL,
  restricted BOOLEAN NOT NULL,
  body TEXT NOT NULL
);

CREATE TABLE watched_organisation (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  credit_code TEXT NOT NULL,
  region TEXT NOT NULL,
  address TEXT NOT NULL,
  roles TEXT NOT NULL
);

CREATE INDEX watched_fact_procurement ON watched_fact (procurement_id, at);
CREATE INDEX watched_fact_subject ON watched_fact (subject, kind);
CREATE UNIQUE INDEX complaint_challenge ON complaint (challenge_id);
CREATE INDEX complaint_procurement ON complaint (procurement_id);
CREATE INDEX warning_procurement ON warning (procurement_id);
CREATE INDEX supervision_order_procurement ON supervision_order (procurement_id);

CREATE INDEX watched_next ON watched (next_due);
CREATE INDEX watched_fact_supplier ON watched_fact (supplier_id, kind);
CREATE UNIQUE INDEX complaint_number ON complaint (number) WHERE number <> '';
CREATE INDEX complaint_supplier ON complaint (supplier_id);
CREATE INDEX warning_step_warning ON warning_step (warning_id);
