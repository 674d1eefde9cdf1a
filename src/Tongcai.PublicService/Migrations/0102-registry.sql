CREATE TABLE registered_certificate (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation_id TEXT NOT NULL,
  issuer TEXT NOT NULL,
  signing_pem TEXT NOT NULL,
  encryption_pem TEXT NOT NULL,
  not_after BIGINT NOT NULL
);

CREATE TABLE registered_expert (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  account_id TEXT NOT NULL,
  name TEXT NOT NULL,
  employer TEXT NOT NULL,
  catalogue_prefixes TEXT NOT NULL,
  region TEXT NOT NULL
);

CREATE UNIQUE INDEX registered_expert_account ON registered_expert (account_id);
