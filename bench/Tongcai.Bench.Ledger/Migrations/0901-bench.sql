create table measured_row (
  id text primary key,
  version bigint not null,
  name text not null,
  amount_fen bigint not null,
  state text not null,
  at bigint not null
);
