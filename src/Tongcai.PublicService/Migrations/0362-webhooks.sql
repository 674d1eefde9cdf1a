-- 事件推送：where an organisation wants public events sent to. The secrets are encrypted.
create table webhook (
  id text primary key,
  version bigint not null,
  organisation_id text not null,
  url text not null,
  kinds text not null,
  secret text not null,
  earlier_secret text not null,
  earlier_until bigint,
  ended text not null,
  made_at bigint not null
);
create index webhook_organisation on webhook (organisation_id);
