-- 投标保证金.
create table bid_bond (
  id text primary key,
  version bigint not null,
  procurement_id text not null,
  lot_id text not null,
  supplier_id text not null,
  supplier_name text not null,
  required_fen bigint not null,
  form text not null,
  issuer text not null,
  number text not null,
  given_fen bigint not null,
  state text not null,
  reason text not null,
  verified_at bigint,
  settled_on text,
  reference text not null
);
create index bid_bond_procurement on bid_bond (procurement_id);
create index bid_bond_state on bid_bond (state);
