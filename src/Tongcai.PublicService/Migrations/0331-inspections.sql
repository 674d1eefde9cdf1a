-- 双随机检查，来自监督平台的账本。
create table inspection_page (
  id text primary key,
  version bigint not null,
  planned text not null,
  drawn text not null,
  planned_at bigint not null,
  drawn_at bigint,
  ledger text not null,
  planned_fact text not null,
  drawn_fact text not null
);
create table inspection_outcome (
  id text primary key,
  version bigint not null,
  inspection_id text not null,
  organisation_id text not null,
  published text not null,
  closed_on text,
  closed_opinion text not null
);
create index inspection_outcome_inspection on inspection_outcome (inspection_id);
create index inspection_outcome_organisation on inspection_outcome (organisation_id);
