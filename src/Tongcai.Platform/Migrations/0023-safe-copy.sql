-- What transactions did, until it is packed into a segment of the safe copy. Empty without a safe copy.
create table commit_journal (
  ordinal {autoid},
  id text not null unique,
  statements {blob} not null
);

-- Files that go along with commits, until all their bytes are in segments.
create table safe_file (
  ordinal {autoid},
  folder text not null,
  path text not null,
  length bigint not null,
  sent bigint not null,
  unique (folder, path)
);

-- The end of the chain of segments; one row.
create table safe_chain (
  id text primary key,
  number bigint not null,
  digest {blob} not null,
  at bigint not null
);

-- Segments until every mirror has taken them. A frontier stands in those with which the ledger can be restored to that size.
create table safe_segment (
  number bigint primary key,
  bytes {blob} not null,
  digest {blob} not null,
  released boolean not null,
  at bigint not null,
  size bigint not null,
  frontier {blob},
  frontier_sm3 {blob}
);

-- How far each mirror has taken them.
create table safe_mirror (
  id text primary key,
  taken bigint not null,
  at bigint not null
);
