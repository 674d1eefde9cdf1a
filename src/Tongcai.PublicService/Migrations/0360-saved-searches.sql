-- Facts that were learned and have not been offered to subscribers yet; a row goes in the commit that has offered it.
create table fresh_fact (
  id text primary key,
  version bigint not null,
  procurement_id text not null
);

-- What goes out: mails, calls of webhooks. Instants are system time.
create table outbound_message (
  id text primary key,
  version bigint not null,
  channel text not null,
  owner_id text not null,
  target text not null,
  title text not null,
  body text not null,
  state text not null,
  attempts integer not null,
  next_at bigint not null,
  made_at bigint not null
);
create index outbound_message_due on outbound_message (state, next_at);
create index outbound_message_owner on outbound_message (owner_id, made_at);

-- The log: each try with what came of it.
create table outbound_attempt (
  id text primary key,
  version bigint not null,
  message_id text not null,
  at bigint not null,
  milliseconds bigint not null,
  outcome text not null
);
create index outbound_attempt_message on outbound_attempt (message_id, at);

-- 保存的检索。
create table saved_search (
  id text primary key,
  version bigint not null,
  account_id text not null,
  name text not null,
  query text not null,
  frequency text not null,
  mail text not null,
  mail_key text not null,
  confirmed boolean not null,
  due_at bigint,
  made_at bigint not null
);
create index saved_search_account on saved_search (account_id);
create index saved_search_mail on saved_search (mail);
create unique index saved_search_key on saved_search (mail_key);
create index saved_search_due on saved_search (due_at);

-- Notices that a daily or weekly mail will name.
create table search_hit (
  id text primary key,
  version bigint not null,
  search_id text not null,
  notice_id text not null
);
create index search_hit_search on search_hit (search_id);
