-- 严重违法失信行为记录名单，来自监督平台的账本。
create table dishonesty_entry (
  id text primary key,
  version bigint not null,
  name text not null,
  credit_code text not null,
  address text not null,
  subject text not null,
  authority text not null,
  number text not null,
  conduct text not null,
  ground text not null,
  article text not null,
  penalty text not null,
  remedies text not null,
  decided_on text not null,
  from_day text not null,
  to_day text not null,
  removed_on text,
  changed text not null,
  ledger text not null,
  leaf_index bigint not null,
  fact_id text not null,
  body_sm3 text not null
);
create index dishonesty_entry_code on dishonesty_entry (credit_code);
create index dishonesty_entry_to on dishonesty_entry (to_day);
create table dishonesty_change (
  id text primary key,
  version bigint not null,
  entry_id text not null,
  kind text not null,
  number text not null,
  reason text not null,
  changed_on text not null,
  before text not null,
  ledger text not null,
  leaf_index bigint not null
);
create index dishonesty_change_entry on dishonesty_change (entry_id);
