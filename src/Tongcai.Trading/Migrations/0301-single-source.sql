-- 单一来源：协商的约定、供应商的响应、协商情况记录。
CREATE TABLE source_meeting (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  supplier_id TEXT NOT NULL,
  supplier_name TEXT NOT NULL,
  meeting_at BIGINT NOT NULL,
  place TEXT NOT NULL,
  offers INTEGER NOT NULL,
  offer TEXT NOT NULL,
  cost TEXT NOT NULL,
  patents TEXT NOT NULL,
  record TEXT NOT NULL
);
