-- 采购方式、进口产品的审批申请。
CREATE TABLE application (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL,
  asked TEXT NOT NULL,
  submitted_on TEXT NOT NULL,
  state TEXT NOT NULL,
  number TEXT NOT NULL,
  opinion TEXT NOT NULL,
  decided_on TEXT,
  decided_by TEXT NOT NULL
);
CREATE INDEX application_state ON application (state, submitted_on);
CREATE UNIQUE INDEX application_number ON application (number) WHERE number <> '';
