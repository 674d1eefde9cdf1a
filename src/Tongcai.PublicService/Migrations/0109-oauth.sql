-- Authorization codes by the digest of the code; used once.
create table oauth_code (
  id text primary key,
  version bigint not null,
  client_id text not null,
  redirect_uri text not null,
  challenge text not null,
  account_id text not null,
  until bigint not null,
  used boolean not null
);

-- Access tokens by the digest of the token.
create table oauth_token (
  id text primary key,
  version bigint not null,
  client_id text not null,
  account_id text not null,
  code_id text not null,
  until bigint not null
);
create index oauth_token_code on oauth_token (code_id);
