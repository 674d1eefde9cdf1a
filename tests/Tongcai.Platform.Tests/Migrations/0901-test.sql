create table specimen (
  id text primary key,
  version bigint not null,
  name text not null,
  note text,
  amount_fen bigint not null,
  rank bigint,
  pieces integer not null,
  urgent boolean not null,
  state text not null,
  due_on text,
  starts_on text not null,
  opened_at bigint,
  created_at bigint not null,
  content {blob} not null,
  tags text not null
);
create unique index specimen_name on specimen (name);
create unique index specimen_amount_rank on specimen (amount_fen, rank);

create table scratch (
  id text primary key,
  version bigint not null,
  text text not null
);
