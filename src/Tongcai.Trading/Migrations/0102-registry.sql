CREATE TABLE organisation (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  credit_code TEXT NOT NULL,
  roles TEXT NOT NULL,
  region TEXT NOT NULL,
  size TEXT NOT NULL,
  address TEXT NOT NULL,
  parent_id TEXT NOT NULL
);

CREATE TABLE certificate (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation_id TEXT NOT NULL,
  serial_number TEXT NOT NULL,
  issuer TEXT NOT NULL,
  signing_pem TEXT NOT NULL,
  encryption_pem TEXT NOT NULL,
  not_after BIGINT NOT NULL
);

CREATE INDEX organisation_credit_code ON organisation (credit_code);
CREATE INDEX certificate_organisation ON certificate (organisation_id);
