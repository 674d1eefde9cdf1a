-- 信用评价，来自监督平台的账本。
create table score_page (
  id text primary key,
  version bigint not null,
  organisation_id text not null,
  name text not null,
  credit_code text not null,
  subject text not null,
  hundredths integer not null,
  formula text not null,
  published_on text not null,
  latest boolean not null,
  published text not null,
  answered text not null,
  ledger text not null,
  leaf_index bigint not null,
  fact_id text not null,
  body_sm3 text not null
);
create index score_page_subject on score_page (subject, latest, hundredths);
create index score_page_organisation on score_page (organisation_id, subject);
