-- What other platforms and the own witness saw of each followed ledger, and how it compares with what was seen here.
create table seen_checkpoint (
  id text primary key,
  version bigint not null,
  ledger text not null,
  peer text not null,
  note {blob} not null,
  state text not null,
  detail text not null,
  since bigint not null
);
create index seen_checkpoint_ledger on seen_checkpoint (ledger);

-- Alarms of following that a person has judged.
create table follow_decision (
  id text primary key,
  version bigint not null,
  ledger text not null,
  alarm text not null,
  judged text not null,
  parked bigint not null,
  reason text not null,
  account_id text not null,
  account_name text not null,
  organisation_id text not null,
  decided_at bigint not null
);
create index follow_decision_ledger on follow_decision (ledger);

-- Whether a person has asked that parked facts be read again.
alter table follow_position add column retry boolean not null default false;
