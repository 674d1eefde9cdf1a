-- Requests with an idempotency key, and their answers byte for byte.
create table request_outcome (
  account text not null,
  request_key text not null,
  request_digest text not null,
  status bigint not null,
  content_type text not null,
  body {blob} not null,
  location text not null,
  at bigint not null,
  primary key (account, request_key)
);
create index request_outcome_at on request_outcome (at);

-- Counters of streams. Scope '' counts public facts; a party's scope counts its private facts only, so that no counter tells of others.
create table ledger_stream (
  stream text not null,
  scope text not null,
  seq bigint not null,
  last_leaf text not null,
  primary key (stream, scope)
);

-- Facts as committed; index, slot and inner path follow when the sequencer has run.
create table ledger_fact (
  ordinal {autoid},
  fact_id text not null unique,
  commit_id text not null,
  kind text not null,
  fact_class text not null,
  stream text not null,
  scope text not null,
  seq bigint not null,
  at bigint not null,
  by_org text not null,
  party text not null,
  leaf {blob} not null,
  body {blob},
  body_sha256 text not null,
  salt {blob},
  commitment {blob},
  leaf_index bigint,
  slot bigint,
  inner_path {blob}
);
create index ledger_fact_pending on ledger_fact (ordinal) where leaf_index is null and salt is null;
create index ledger_fact_unsealed on ledger_fact (ordinal) where leaf_index is null and salt is not null;
create index ledger_fact_index on ledger_fact (leaf_index) where leaf_index is not null;
create index ledger_fact_commit on ledger_fact (commit_id);
create index ledger_fact_stream on ledger_fact (stream, scope, seq);

-- Bodies of public facts, by SHA-256.
create table fact_body (
  sha256 text primary key,
  body {blob} not null
);

-- Salted digests of rows as facts carry them.
create table row_digest (
  table_name text not null,
  row_id text not null,
  row_version bigint not null,
  commit_id text not null,
  salt {blob} not null,
  digest {blob} not null,
  primary key (table_name, row_id, row_version)
);
create index row_digest_commit on row_digest (commit_id);

-- The sealed batches: one leaf per tick.
create table sealed_batch (
  leaf_index bigint primary key,
  leaf {blob} not null,
  at bigint not null
);

-- Size and frontiers of the ledger; one row, changed with the indexes it speaks of.
create table ledger_state (
  id text primary key,
  version bigint not null,
  size bigint not null,
  frontier {blob} not null,
  frontier_sm3 {blob} not null,
  checkpoint {blob} not null,
  checkpoint_sm3 {blob} not null,
  checkpoint_size bigint not null
);

-- Who may read which private fact through a restricted feed; the cursor is dense per audience.
create table ledger_release (
  ordinal {autoid},
  audience text not null,
  fact_id text not null,
  cursor bigint,
  unique (audience, fact_id)
);
create unique index ledger_release_cursor on ledger_release (audience, cursor);
create index ledger_release_pending on ledger_release (ordinal) where cursor is null;

-- Leases of jobs: whoever wins the compare-and-set runs.
create table lease (
  id text primary key,
  version bigint not null,
  holder text not null,
  until bigint not null
);

-- How far each followed ledger has been read.
create table follow_position (
  id text primary key,
  version bigint not null,
  frontier {blob} not null,
  checkpoint {blob} not null,
  restricted_cursor bigint not null,
  alarm text not null,
  evidence {blob} not null
);

-- Facts that could not be read, and those behind them in their streams.
create table parked_fact (
  id text primary key,
  version bigint not null,
  source text not null,
  stream text not null,
  place bigint not null,
  restricted boolean not null,
  leaf_index bigint not null,
  leaf {blob} not null,
  body {blob} not null,
  reason text not null
);
create index parked_fact_stream on parked_fact (source, stream, restricted, place);

-- Last jump of the demo clock that was recorded as a fact.
create table clock_seen (
  id text primary key,
  version bigint not null,
  sequence bigint not null
);
