-- What changed, in the order in which it was committed: how every node brings its index of notices up to date.
create table notice_change (
  seq {autoid},
  id text not null unique,
  version bigint not null,
  procurement_id text not null
);
create unique index public_notice_place on public_notice (ledger, leaf_index);
