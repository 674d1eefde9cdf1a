-- One row per procurement: what lists and facets need. Made of the facts of the ledger that owns the procurement.
create table procurement_page (
  id text primary key,
  version bigint not null,
  ledger text not null,
  code text not null,
  title text not null,
  purchaser_id text not null,
  purchaser_name text not null,
  agency_id text not null,
  agency_name text not null,
  supplier_names text not null,
  region text not null,
  catalogue_code text not null,
  method text not null,
  set_aside text not null,
  budget_line_id text not null,
  budget_fen bigint not null,
  award_fen bigint not null,
  paid_fen bigint not null,
  state text not null,
  suspended boolean not null,
  bid_deadline bigint,
  last_at bigint not null,
  search_text text not null
);
create index procurement_page_deadline on procurement_page (bid_deadline);
create index procurement_page_last on procurement_page (last_at);

-- Every public fact of every followed ledger, as it was proved.
create table chain_fact (
  id text primary key,
  version bigint not null,
  procurement_id text not null,
  stream text not null,
  kind text not null,
  at bigint not null,
  by_org text not null,
  ledger text not null,
  leaf_index bigint not null,
  leaf text not null,
  body text not null
);
create index chain_fact_procurement on chain_fact (procurement_id);
create index chain_fact_stream on chain_fact (stream);
create unique index chain_fact_place on chain_fact (ledger, leaf_index);

-- Every notice, by the fact that published it.
create table public_notice (
  id text primary key,
  version bigint not null,
  procurement_id text not null,
  fact_id text not null,
  kind text not null,
  title text not null,
  published_on text not null,
  at bigint not null,
  ledger text not null,
  leaf_index bigint not null,
  search_text text not null
);
create index public_notice_new on public_notice (published_on, at);
create index public_notice_kind on public_notice (kind, published_on, at);
create index public_notice_procurement on public_notice (procurement_id);
