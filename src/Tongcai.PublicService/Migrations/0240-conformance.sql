-- Published reports of conformance tests, whole as they were signed.
create table conformance_report (
  id text primary key,
  version bigint not null,
  platform text not null,
  ledger text not null,
  tested_by text not null,
  ended_at bigint not null,
  published_at bigint not null,
  rules bigint not null,
  passed bigint not null,
  failed bigint not null,
  not_applicable bigint not null,
  not_reached bigint not null,
  sha256 text not null,
  note {blob} not null
);
create unique index conformance_report_once on conformance_report (sha256);
create index conformance_report_ledger on conformance_report (ledger, ended_at);
