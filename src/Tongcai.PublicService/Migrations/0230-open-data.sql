-- Bulk files take the facts of a day or a month: found, counted and measured without their bodies.
create index chain_fact_at on chain_fact (at, kind, ledger, leaf_index);
