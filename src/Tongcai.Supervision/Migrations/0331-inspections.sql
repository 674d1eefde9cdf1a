-- 双随机、一公开检查。
CREATE TABLE inspector (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  ties TEXT NOT NULL,
  active BOOLEAN NOT NULL
);

CREATE TABLE inspection (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  title TEXT NOT NULL,
  subject TEXT NOT NULL,
  region TEXT NOT NULL,
  share_percent INTEGER NOT NULL,
  team INTEGER NOT NULL,
  items TEXT NOT NULL,
  objects TEXT NOT NULL,
  inspectors TEXT NOT NULL,
  platform_secret TEXT NOT NULL,
  party_commitment TEXT NOT NULL,
  seed TEXT NOT NULL,
  planned_on TEXT NOT NULL,
  planned_by TEXT NOT NULL
);

CREATE TABLE inspection_check (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  inspection_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  name TEXT NOT NULL,
  draw_order INTEGER NOT NULL,
  team TEXT NOT NULL,
  state TEXT NOT NULL,
  state_since BIGINT NOT NULL,
  due_on TEXT,
  results TEXT NOT NULL,
  conclusion TEXT NOT NULL,
  published_by TEXT NOT NULL,
  rectify_by TEXT,
  rectification TEXT NOT NULL
);
CREATE INDEX inspection_check_inspection ON inspection_check (inspection_id, draw_order);
CREATE INDEX inspection_check_organisation ON inspection_check (organisation_id);

CREATE TABLE inspection_step (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  check_id TEXT NOT NULL,
  act TEXT NOT NULL,
  text TEXT NOT NULL,
  evidence TEXT NOT NULL,
  name TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX inspection_step_check ON inspection_step (check_id, at);
