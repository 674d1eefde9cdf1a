-- 公众咨询：contact stands here alone, in no fact and on no page but the operator's.
create table consultation (
  id text primary key,
  version bigint not null,
  topic text not null,
  question text not null,
  contact text not null,
  asked_at bigint not null,
  asked_on text not null,
  due_on text,
  state text not null,
  published text not null,
  answer text not null,
  reason text not null,
  closed_on text
);
create index consultation_state on consultation (state, closed_on);
create index consultation_waiting on consultation (state, asked_at);
-- 一个来源一天提了几次；过两天即删。
create table consultation_sender (
  id text primary key,
  version bigint not null,
  questions bigint not null,
  at bigint not null
);
