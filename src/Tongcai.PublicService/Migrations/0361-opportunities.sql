-- 供应商的经营范围 as the supplier states it, by the organisation.
create table supplier_profile (
  id text primary key,
  version bigint not null,
  catalogues text not null,
  regions text not null,
  feed_key text not null,
  changed_at bigint not null
);
create unique index supplier_profile_feed on supplier_profile (feed_key);
create index procurement_page_catalogue on procurement_page (catalogue_code, state);
