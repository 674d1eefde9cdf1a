-- Complaints that the authority has accepted: with the opening, or at once after it, it may see who withdrew.
CREATE TABLE complaint_heard (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  procurement_id TEXT NOT NULL
);
CREATE INDEX complaint_heard_procurement ON complaint_heard (procurement_id);
