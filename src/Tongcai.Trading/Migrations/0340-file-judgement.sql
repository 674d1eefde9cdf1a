-- 附件安全检查.
create table file_judgement (
  id text primary key,
  version bigint not null,
  procurement_id text not null,
  judgement text not null,
  judged_at bigint not null
);
