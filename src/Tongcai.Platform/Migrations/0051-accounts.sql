-- Organisations and accounts registered at this platform: all of them at the hub, the authority's own at supervision.
create table registered_organisation (
  id text primary key,
  version bigint not null,
  credit_code text not null unique,
  name text not null,
  roles text not null,
  region text not null,
  size text not null,
  address text not null,
  parent_id text not null,
  registered_at bigint not null
);

create table account (
  id text primary key,
  version bigint not null,
  user_name text not null unique,
  name text not null,
  organisation_id text not null,
  roles text not null,
  posts text not null,
  disabled boolean not null,
  registered_at bigint not null
);
create index account_organisation on account (organisation_id);

-- Password hashes, apart from the accounts: no fact and no digest ever touches them.
create table credential (
  id text primary key,
  version bigint not null,
  password_hash text not null,
  changed_at bigint not null
);

-- Attempts to sign in, by digest of account and address.
create table sign_in_attempt (
  id text primary key,
  version bigint not null,
  attempts bigint not null,
  since bigint not null,
  blocked_until bigint not null
);

-- Challenges for a certificate; each is answered once.
create table sign_in_challenge (
  id text primary key,
  version bigint not null,
  text text not null,
  until bigint not null
);

-- What followed registry facts told of other organisations and their certificates.
create table known_organisation (
  id text primary key,
  version bigint not null,
  credit_code text not null,
  name text not null,
  roles text not null,
  region text not null,
  size text not null
);
create index known_organisation_credit_code on known_organisation (credit_code);

create table known_certificate (
  id text primary key,
  version bigint not null,
  organisation_id text not null,
  signing_pem text not null,
  encryption_pem text not null,
  not_after bigint not null,
  revoked boolean not null
);
create index known_certificate_organisation on known_certificate (organisation_id);
