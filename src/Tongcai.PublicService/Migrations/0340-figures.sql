-- 采购包的公开结果：一包一行，由项目自己的账本的公开事实算出，统计、价格和主体页面取自此表。
create table lot_outcome (
  id text primary key,
  version bigint not null,
  procurement_id text not null,
  lot_id text not null,
  title text not null,
  item text not null,
  purchaser_id text not null,
  purchaser_name text not null,
  agency_id text not null,
  agency_name text not null,
  region text not null,
  method text not null,
  catalogue_code text not null,
  quantity bigint not null,
  unit text not null,
  bidders integer,
  opened_on text,
  supplier_id text not null,
  supplier_name text not null,
  sme_declaration text not null,
  award_fen bigint not null,
  result_on text,
  undone boolean not null,
  agency_fee_fen bigint not null,
  contract_id text not null,
  contract_number text not null,
  contract_fen bigint not null,
  signed_on text,
  sme_reserved boolean not null,
  paid_fen bigint not null
);
create index lot_outcome_procurement on lot_outcome (procurement_id);
create index lot_outcome_purchaser on lot_outcome (purchaser_id, result_on);
create index lot_outcome_agency on lot_outcome (agency_id, result_on);
create index lot_outcome_supplier on lot_outcome (supplier_id, result_on);
create index lot_outcome_item on lot_outcome (catalogue_code, unit, result_on);

-- 公开的支付，一笔一行。
create table public_payment (
  id text primary key,
  version bigint not null,
  procurement_id text not null,
  contract_number text not null,
  purchaser_id text not null,
  supplier_id text not null,
  supplier_name text not null,
  amount_fen bigint not null,
  paid_on text not null,
  due_on text not null,
  late boolean not null
);
create index public_payment_purchaser on public_payment (purchaser_id, paid_on);
create index public_payment_supplier on public_payment (supplier_id, paid_on);

create index procurement_page_purchaser on procurement_page (purchaser_id);
create index procurement_page_agency on procurement_page (agency_id);
create index chain_fact_kind on chain_fact (kind);
