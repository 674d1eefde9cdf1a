-- 催请受托人、投标人自留密钥、份额健康证明.
create table opening_call (
  id text primary key,
  version bigint not null,
  called_at bigint not null,
  trustees_until bigint not null,
  bidders_until bigint not null,
  missing text not null
);

create table handed_key (
  id text primary key,
  version bigint not null,
  procurement_id text not null,
  bid_id text not null,
  section text not null,
  content_key text not null
);
create unique index handed_key_once on handed_key (bid_id, section);
create index handed_key_procurement on handed_key (procurement_id);

create table share_health (
  id text primary key,
  version bigint not null,
  procurement_id text not null,
  trustee_index integer not null,
  checked_at bigint not null,
  held_at bigint,
  problem text not null,
  nonce text not null,
  challenge text not null,
  response text not null
);
create index share_health_procurement on share_health (procurement_id, trustee_index);
