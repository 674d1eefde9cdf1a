-- Keys that protect cookies and form tokens.
create table data_protection_key (
  id text primary key,
  version bigint not null,
  xml text not null
);

-- Sessions by the digest of their token.
create table session (
  id text primary key,
  version bigint not null,
  account_id text not null,
  actor text not null,
  means text not null,
  began_at bigint not null,
  seen_at bigint not null,
  idle_until bigint not null,
  until bigint not null
);
create index session_account on session (account_id);
