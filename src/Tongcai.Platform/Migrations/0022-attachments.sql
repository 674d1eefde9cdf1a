-- Other platforms that are, or were, attached; the id is the origin of their ledger.
create table attachment (
  id text primary key,
  version bigint not null,
  role text,
  address text not null,
  verifier_key text not null,
  peer_key text not null,
  followed boolean not null,
  asks_as text,
  reads_as text,
  with_subordinates boolean not null,
  attached boolean not null,
  configured boolean not null,
  since bigint not null,
  reason text not null,
  account_id text not null,
  account_name text not null,
  organisation_id text not null
);

-- What the facts of followed platforms say of the platforms attached to them.
create table reported_attachment (
  id text primary key,
  version bigint not null,
  reported_by text not null,
  ledger text not null,
  role text,
  address text not null,
  verifier_key text not null,
  attached boolean not null
);

-- How following a ledger stands, and since when.
create table follow_standing (
  id text primary key,
  version bigint not null,
  state text not null,
  since bigint not null
);

-- Public facts that had been read of a ledger at an instant; kept a day and a little more.
create table follow_traffic (
  id text primary key,
  version bigint not null,
  ledger text not null,
  at bigint not null,
  facts bigint not null
);
create index follow_traffic_ledger on follow_traffic (ledger, at);
create index follow_traffic_at on follow_traffic (at);

-- Public facts that were read, counted with the position.
alter table follow_position add column public_facts bigint not null default 0;
