-- The last checkpoint of each other log that this platform has cosigned as a witness; written before the answer leaves.
create table witnessed (
  origin text primary key,
  note {blob} not null,
  at bigint not null
);

-- How each witness of the own ledger stands.
create table witness_standing (
  id text primary key,
  version bigint not null,
  problem text not null,
  since bigint not null,
  size bigint not null,
  cosigned_at bigint
);

-- The newest own checkpoint with the cosignatures that the policy asks for.
create table cosigned_head (
  id text primary key,
  version bigint not null,
  size bigint not null,
  note {blob} not null,
  at bigint not null
);
