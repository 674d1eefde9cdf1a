-- 邀请招标：名单怎样产生、抽取；申请人和备选供应商.
create table invited_list (
  id text primary key,
  version bigint not null,
  way text not null,
  notice_id text not null,
  documents_from text,
  documents_to text,
  apply_by bigint,
  review_on text,
  wanted integer not null,
  criteria text not null,
  application text not null,
  settled boolean not null,
  draw_id text not null,
  roster text not null,
  roster_digest text not null,
  platform_secret text not null,
  platform_commitment text not null,
  party_commitment text not null,
  party_reveal text,
  seed text,
  witnesses text not null,
  sent_at bigint
);

create table candidate (
  id text primary key,
  version bigint not null,
  procurement_id text not null,
  supplier_id text not null,
  supplier_name text not null,
  number integer not null,
  answers text not null,
  contact text not null,
  grounds text not null,
  findings text not null,
  verdict text not null,
  place integer not null,
  drawn boolean not null,
  invited boolean not null
);
create unique index candidate_once on candidate (procurement_id, supplier_id);
create index candidate_supplier on candidate (supplier_id);

alter table procurement add column apply_by bigint;
