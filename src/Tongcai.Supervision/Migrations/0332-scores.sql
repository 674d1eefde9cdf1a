-- 公布的信用评价和异议。
CREATE TABLE score (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  published TEXT NOT NULL,
  published_on TEXT NOT NULL,
  objected_to TEXT NOT NULL,
  objection TEXT NOT NULL,
  objected_on TEXT,
  answer TEXT NOT NULL,
  upheld BOOLEAN NOT NULL,
  answered_on TEXT
);
CREATE INDEX score_subject ON score (subject, organisation_id);
CREATE INDEX score_organisation ON score (organisation_id);
