CREATE TABLE budget_line (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation_id TEXT NOT NULL,
  organisation_name TEXT NOT NULL,
  department_id TEXT NOT NULL,
  year INTEGER NOT NULL,
  name TEXT NOT NULL,
  catalogue_code TEXT NOT NULL,
  amount_fen BIGINT NOT NULL,
  drawn_fen BIGINT NOT NULL
);

CREATE TABLE demand (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation_id TEXT NOT NULL,
  budget_line_id TEXT NOT NULL,
  title TEXT NOT NULL,
  catalogue_code TEXT NOT NULL,
  catalogue_name TEXT NOT NULL,
  kind TEXT NOT NULL,
  quantity BIGINT NOT NULL,
  unit TEXT NOT NULL,
  budget_fen BIGINT NOT NULL,
  summary TEXT NOT NULL,
  requirements TEXT NOT NULL,
  author_id TEXT NOT NULL,
  reuse_in_unit TEXT,
  reuse_in_department TEXT,
  warehouse_reference TEXT,
  reused_count INTEGER NOT NULL,
  transferred_count INTEGER NOT NULL,
  to_buy BIGINT NOT NULL,
  reviewer_id TEXT,
  review_opinion TEXT,
  state TEXT NOT NULL
);

CREATE TABLE procurement (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  code TEXT NOT NULL,
  demand_id TEXT NOT NULL,
  budget_line_id TEXT NOT NULL,
  purchaser_id TEXT NOT NULL,
  purchaser_name TEXT NOT NULL,
  purchaser_contact TEXT NOT NULL,
  agency_id TEXT,
  agency_name TEXT,
  agency_contact TEXT,
  title TEXT NOT NULL,
  catalogue_code TEXT NOT NULL,
  catalogue_name TEXT NOT NULL,
  kind TEXT NOT NULL,
  region TEXT NOT NULL,
  method TEXT NOT NULL,
  evaluation_method TEXT NOT NULL,
  set_aside TEXT NOT NULL,
  budget_fen BIGINT NOT NULL,
  stage TEXT NOT NULL,
  handler_id TEXT NOT NULL,
  filed_on TEXT NOT NULL,
  intention_on TEXT,
  expected_on TEXT,
  urgent_reason TEXT,
  entrusted_on TEXT,
  agency_fee_fen BIGINT NOT NULL,
  fee_payer TEXT,
  noticed_on TEXT,
  bid_deadline BIGINT,
  opened_at BIGINT,
  reported_on TEXT,
  decided_on TEXT,
  result_on TEXT,
  challenge_until TEXT,
  suspended_by TEXT,
  suspended_until TEXT,
  contract_hold TEXT,
  ending TEXT,
  ending_reason TEXT
);

CREATE TABLE tender (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  document TEXT NOT NULL,
  author_id TEXT NOT NULL,
  confirmed_by TEXT,
  confirmed_on TEXT,
  justification TEXT NOT NULL
);

CREATE TABLE notice (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  number INTEGER NOT NULL,
  title TEXT NOT NULL,
  published_on TEXT NOT NULL,
  documents_from TEXT,
  documents_to TEXT
);

CREATE TABLE project_key (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  key_id TEXT NOT NULL,
  public_key TEXT NOT NULL,
  threshold INTEGER NOT NULL,
  trustees TEXT NOT NULL,
  transcript TEXT NOT NULL
);

CREATE TABLE question (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  supplier_id TEXT NOT NULL,
  text TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  answer TEXT,
  answered_at BIGINT,
  clarification_id TEXT
);

CREATE TABLE bidder (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  supplier_id TEXT NOT NULL,
  pseudonym TEXT NOT NULL
);

CREATE TABLE bid (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  lot_id TEXT NOT NULL,
  pseudonym TEXT NOT NULL,
  envelope {blob} NOT NULL,
  envelope_sm3 TEXT NOT NULL,
  envelope_sha256 TEXT NOT NULL,
  supersedes TEXT NOT NULL,
  withdrawal BOOLEAN NOT NULL,
  received_at BIGINT NOT NULL,
  fact_id TEXT NOT NULL
);

CREATE TABLE bid_draft (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  supplier_id TEXT NOT NULL,
  ciphertext {blob} NOT NULL,
  saved_at BIGINT NOT NULL
);

CREATE TABLE opening (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  state TEXT NOT NULL,
  started_at BIGINT,
  opened_at BIGINT,
  closed_at BIGINT
);

CREATE TABLE partial_decryption (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  bid_id TEXT NOT NULL,
  section TEXT NOT NULL,
  trustee_index INTEGER NOT NULL,
  value TEXT NOT NULL
);

CREATE TABLE opened_bid (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  lot_id TEXT NOT NULL,
  supplier_id TEXT NOT NULL,
  supplier_name TEXT NOT NULL,
  price_fen BIGINT NOT NULL,
  delivery_days INTEGER NOT NULL,
  consortium_ids TEXT NOT NULL,
  content TEXT NOT NULL,
  cause TEXT NOT NULL,
  detail TEXT NOT NULL,
  envelope_sm3 TEXT NOT NULL
);

CREATE TABLE opening_objection (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  supplier_id TEXT NOT NULL,
  text TEXT NOT NULL,
  at BIGINT NOT NULL
);

CREATE TABLE expert (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  account_id TEXT NOT NULL,
  name TEXT NOT NULL,
  employer TEXT NOT NULL,
  catalogue_prefixes TEXT NOT NULL,
  region TEXT NOT NULL
);

CREATE TABLE draw (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  roster TEXT NOT NULL,
  roster_digest TEXT NOT NULL,
  seats INTEGER NOT NULL,
  platform_secret TEXT NOT NULL,
  platform_commitment TEXT NOT NULL,
  party_commitment TEXT NOT NULL,
  party_reveal TEXT,
  seed TEXT
);

CREATE TABLE seat (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  account_id TEXT NOT NULL,
  expert_id TEXT NOT NULL,
  name TEXT NOT NULL,
  draw_order INTEGER NOT NULL,
  answer TEXT NOT NULL,
  ground TEXT NOT NULL,
  leader BOOLEAN NOT NULL
);

CREATE TABLE verdict (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  lot_id TEXT NOT NULL,
  bid_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  reviewer_id TEXT NOT NULL,
  passed BOOLEAN NOT NULL,
  reason TEXT NOT NULL
);

CREATE TABLE score (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  lot_id TEXT NOT NULL,
  bid_id TEXT NOT NULL,
  factor_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  points INTEGER NOT NULL,
  note TEXT NOT NULL
);

CREATE TABLE score_sheet (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  lot_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  submitted_at BIGINT NOT NULL
);

CREATE TABLE report (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  method TEXT NOT NULL,
  ranking TEXT NOT NULL,
  opinion TEXT NOT NULL,
  failed BOOLEAN NOT NULL,
  made_at BIGINT NOT NULL
);

CREATE TABLE report_signature (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  lot_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  name TEXT NOT NULL,
  signed_at BIGINT NOT NULL,
  dissent TEXT NOT NULL
);

CREATE TABLE award (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  bid_id TEXT NOT NULL,
  supplier_id TEXT NOT NULL,
  supplier_name TEXT NOT NULL,
  price_fen BIGINT NOT NULL,
  decided_on TEXT NOT NULL,
  by_silence BOOLEAN NOT NULL,
  letter_on TEXT,
  contract_by TEXT
);

CREATE TABLE reasons (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  lot_id TEXT NOT NULL,
  supplier_id TEXT NOT NULL,
  rank INTEGER NOT NULL,
  total_points INTEGER NOT NULL,
  text TEXT NOT NULL
);

CREATE TABLE contract (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  lot_id TEXT NOT NULL,
  number TEXT NOT NULL,
  purchaser_id TEXT NOT NULL,
  supplier_id TEXT NOT NULL,
  supplier_name TEXT NOT NULL,
  price_fen BIGINT NOT NULL,
  text TEXT NOT NULL,
  purchaser_signature TEXT,
  supplier_signature TEXT,
  signed_on TEXT,
  published_on TEXT,
  filed_on TEXT,
  sign_by TEXT NOT NULL
);

CREATE TABLE acceptance (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  contract_id TEXT NOT NULL,
  accepted_on TEXT NOT NULL,
  passed BOOLEAN NOT NULL,
  accepted_fen BIGINT NOT NULL,
  items TEXT NOT NULL,
  opinion TEXT NOT NULL
);

CREATE TABLE invoice (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  contract_id TEXT NOT NULL,
  number TEXT NOT NULL,
  amount_fen BIGINT NOT NULL,
  received_on TEXT NOT NULL,
  due_on TEXT NOT NULL
);

CREATE TABLE payment (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  contract_id TEXT NOT NULL,
  invoice_id TEXT NOT NULL,
  amount_fen BIGINT NOT NULL,
  state TEXT NOT NULL,
  requested_on TEXT NOT NULL,
  paid_on TEXT,
  treasury_reference TEXT
);

CREATE TABLE challenge (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  supplier_id TEXT NOT NULL,
  supplier_name TEXT NOT NULL,
  about TEXT NOT NULL,
  items TEXT NOT NULL,
  facts TEXT NOT NULL,
  legal_basis TEXT NOT NULL,
  lodged_on TEXT NOT NULL,
  answer_by TEXT NOT NULL,
  answer TEXT,
  upheld BOOLEAN NOT NULL,
  answered_on TEXT
);

CREATE TABLE supervision_order (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  until TEXT,
  reason TEXT NOT NULL,
  rule_id TEXT NOT NULL,
  received_at BIGINT NOT NULL
);


CREATE UNIQUE INDEX procurement_code ON procurement (code);
CREATE INDEX procurement_purchaser ON procurement (purchaser_id, stage);
CREATE INDEX procurement_agency ON procurement (agency_id, stage);
CREATE INDEX procurement_deadline ON procurement (bid_deadline);
CREATE INDEX demand_organisation ON demand (organisation_id, state);
CREATE INDEX budget_line_organisation ON budget_line (organisation_id);
CREATE UNIQUE INDEX notice_number ON notice (procurement_id, kind, number);
CREATE INDEX question_procurement ON question (procurement_id);
CREATE UNIQUE INDEX bidder_supplier ON bidder (procurement_id, supplier_id);
CREATE UNIQUE INDEX bid_chain ON bid (procurement_id, lot_id, pseudonym, supersedes);
CREATE UNIQUE INDEX partial_once ON partial_decryption (bid_id, section, trustee_index);
CREATE INDEX opened_bid_procurement ON opened_bid (procurement_id, lot_id);
CREATE UNIQUE INDEX seat_person ON seat (procurement_id, account_id);
CREATE UNIQUE INDEX verdict_once ON verdict (bid_id, kind, reviewer_id);
CREATE UNIQUE INDEX score_cell ON score (bid_id, factor_id, account_id);
CREATE UNIQUE INDEX score_sheet_once ON score_sheet (lot_id, account_id);
CREATE UNIQUE INDEX report_signature_once ON report_signature (lot_id, account_id);
CREATE UNIQUE INDEX reasons_once ON reasons (lot_id, supplier_id);
CREATE UNIQUE INDEX contract_lot ON contract (lot_id);
CREATE UNIQUE INDEX acceptance_contract ON acceptance (contract_id, accepted_on);
CREATE UNIQUE INDEX invoice_number ON invoice (contract_id, number);
CREATE UNIQUE INDEX payment_invoice ON payment (invoice_id);
CREATE INDEX challenge_procurement ON challenge (procurement_id);
CREATE INDEX supervision_order_procurement ON supervision_order (procurement_id);
