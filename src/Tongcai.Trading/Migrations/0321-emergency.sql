-- 紧急采购：情形认定和单位集体决策.
create table emergency (
  id text primary key,
  version bigint not null,
  demand_id text not null,
  procurement_id text not null,
  kind text not null,
  reason text not null,
  decision text not null,
  decided_on text not null,
  deciders text not null,
  direct boolean not null,
  direct_reason text not null,
  declared_on text not null,
  used boolean not null
);
create index emergency_demand on emergency (demand_id);
