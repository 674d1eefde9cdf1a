-- Who of an organisation has signed in here: acts that name a colleague offer them by name.
create table known_account (
  id text primary key,
  version bigint not null,
  organisation_id text not null,
  name text not null
);
create index known_account_organisation on known_account (organisation_id);
