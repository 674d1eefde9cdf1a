-- Signed packages of procurements, whole as they were handed out.
create table archive (
  id text primary key,
  version bigint not null,
  procurement_id text not null,
  is_final boolean not null,
  made_at bigint not null,
  made_by text not null,
  keep_until TEXT,
  facts bigint not null,
  documents bigint not null,
  sm3 text not null,
  sha256 text not null,
  package {blob} not null
);
create index archive_procurement on archive (procurement_id, made_at);
