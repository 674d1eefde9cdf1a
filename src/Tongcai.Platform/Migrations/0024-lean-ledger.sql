-- A public body stands with its fact, once; the first fact of a commit bears the commit's id; digests of rows are only ever read whole. So a commit writes into few indexes in random order, which is what bounds how many a disk takes.
update ledger_fact set body = (select b.body from fact_body b where b.sha256 = ledger_fact.body_sha256) where salt is null and body is null;
drop table fact_body;
create index ledger_fact_body on ledger_fact (body_sha256) where salt is null;
drop index ledger_fact_commit;

create table row_digest_lean (
  ordinal {autoid},
  table_name text not null,
  row_id text not null,
  row_version bigint not null,
  commit_id text not null,
  salt {blob} not null,
  digest {blob} not null
);
insert into row_digest_lean (table_name, row_id, row_version, commit_id, salt, digest) select table_name, row_id, row_version, commit_id, salt, digest from row_digest order by row_version;
drop table row_digest;
alter table row_digest_lean rename to row_digest;
