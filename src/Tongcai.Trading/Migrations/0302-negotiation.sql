-- 谈判、磋商：轮次、谈判记录、实质性变动、退出；两家即可继续的项目.
alter table procurement add column offer_deadline bigint;
alter table procurement add column two_suppliers boolean not null default false;

create table offer_round (
  id text primary key,
  version bigint not null,
  procurement_id text not null,
  number integer not null,
  called_at bigint not null,
  deadline bigint not null,
  closed boolean not null,
  opened_at bigint
);
create index offer_round_procurement on offer_round (procurement_id);

create table offer_place (
  id text primary key,
  version bigint not null,
  procurement_id text not null,
  lot_id text not null,
  supplier_id text not null
);
create unique index offer_place_once on offer_place (lot_id, supplier_id);
create index offer_place_procurement on offer_place (procurement_id);

create table negotiation (
  id text primary key,
  version bigint not null,
  procurement_id text not null,
  lot_id text not null,
  supplier_id text not null,
  number integer not null,
  minutes text not null,
  account_id text not null,
  at bigint not null
);
create unique index negotiation_once on negotiation (lot_id, supplier_id, number);
create index negotiation_procurement on negotiation (procurement_id);

create table need_change (
  id text primary key,
  version bigint not null,
  procurement_id text not null,
  lot_id text not null,
  kind text not null,
  text text not null,
  account_id text not null,
  confirmed_by text,
  notified_at bigint
);
create index need_change_procurement on need_change (procurement_id);

create table leaving (
  id text primary key,
  version bigint not null,
  procurement_id text not null,
  lot_id text not null,
  supplier_id text not null,
  at bigint not null
);
create unique index leaving_once on leaving (lot_id, supplier_id);
create index leaving_procurement on leaving (procurement_id);
