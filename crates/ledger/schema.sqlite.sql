CREATE TABLE access_grant (
  org BLOB NOT NULL,
  source TEXT NOT NULL,
  fact BLOB NOT NULL,
  from_seq INTEGER NOT NULL,
  to_seq INTEGER NOT NULL,
  digest BLOB NOT NULL,
  account TEXT NOT NULL,
  asset BLOB NOT NULL,
  entitlement TEXT NOT NULL,
  person BLOB,
  approver BLOB,
  reason TEXT,
  expires INTEGER,
  PRIMARY KEY (org, source, fact, from_seq),
  FOREIGN KEY (org, from_seq) REFERENCES act (org, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX access_grant_asset ON access_grant (org, asset, to_seq);

CREATE INDEX access_grant_from ON access_grant (org, from_seq);

CREATE INDEX access_grant_person ON access_grant (org, person, to_seq);

CREATE INDEX access_grant_to ON access_grant (org, to_seq, source);

CREATE TABLE account (
  id BLOB NOT NULL PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  password_hash TEXT,
  created INTEGER NOT NULL,
  disabled INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE acknowledgement (
  org BLOB NOT NULL,
  source TEXT NOT NULL,
  fact BLOB NOT NULL,
  from_seq INTEGER NOT NULL,
  to_seq INTEGER NOT NULL,
  digest BLOB NOT NULL,
  person BLOB NOT NULL,
  record BLOB NOT NULL,
  version INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (org, source, fact, from_seq),
  FOREIGN KEY (org, from_seq) REFERENCES act (org, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX acknowledgement_from ON acknowledgement (org, from_seq);

CREATE INDEX acknowledgement_person ON acknowledgement (org, person, to_seq);

CREATE INDEX acknowledgement_record ON acknowledgement (org, record, to_seq);

CREATE INDEX acknowledgement_to ON acknowledgement (org, to_seq, source);

CREATE TABLE act (
  org BLOB NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  actor BLOB,
  via TEXT NOT NULL,
  reason TEXT NOT NULL,
  request TEXT,
  migrate INTEGER NOT NULL,
  changes INTEGER NOT NULL,
  changes_root BLOB NOT NULL,
  batches INTEGER NOT NULL,
  batches_root BLOB NOT NULL,
  answers INTEGER NOT NULL,
  answers_root BLOB NOT NULL,
  previous BLOB NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (org, seq),
  FOREIGN KEY (org) REFERENCES head (org)
) STRICT, WITHOUT ROWID;

CREATE INDEX act_at ON act (org, at, seq);

CREATE UNIQUE INDEX act_request ON act (org, request);

CREATE TABLE answer (
  org BLOB NOT NULL,
  seq INTEGER NOT NULL,
  idx INTEGER NOT NULL,
  record BLOB,
  analysis TEXT NOT NULL,
  model TEXT NOT NULL,
  input BLOB NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (org, seq, idx),
  FOREIGN KEY (org, seq) REFERENCES act (org, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX answer_record ON answer (org, record, seq);

CREATE TABLE api_token (
  token_hash BLOB NOT NULL PRIMARY KEY,
  account BLOB NOT NULL REFERENCES account (id),
  org BLOB NOT NULL REFERENCES org (id),
  name TEXT NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER,
  revoked INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX api_token_account ON api_token (org, account);

CREATE TABLE batch (
  org BLOB NOT NULL,
  seq INTEGER NOT NULL,
  idx INTEGER NOT NULL,
  fact TEXT NOT NULL,
  source TEXT NOT NULL,
  mode TEXT NOT NULL,
  file BLOB NOT NULL,
  given INTEGER NOT NULL,
  opened INTEGER NOT NULL,
  closed INTEGER NOT NULL,
  same INTEGER NOT NULL,
  PRIMARY KEY (org, seq, idx),
  FOREIGN KEY (org, seq) REFERENCES act (org, seq),
  FOREIGN KEY (org, file) REFERENCES file (org, hash)
) STRICT, WITHOUT ROWID;

CREATE INDEX batch_source ON batch (org, fact, source, seq);

CREATE TABLE catalogue (
  hash BLOB NOT NULL PRIMARY KEY,
  id TEXT NOT NULL,
  version TEXT NOT NULL,
  bytes BLOB NOT NULL,
  UNIQUE (id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE change (
  org BLOB NOT NULL,
  seq INTEGER NOT NULL,
  idx INTEGER NOT NULL,
  record BLOB NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  compartment TEXT NOT NULL,
  schema INTEGER NOT NULL,
  salt BLOB NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (org, seq, idx),
  FOREIGN KEY (org, seq) REFERENCES act (org, seq)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX change_record ON change (org, record, seq);

CREATE TABLE check_result (
  org BLOB NOT NULL,
  source TEXT NOT NULL,
  fact BLOB NOT NULL,
  from_seq INTEGER NOT NULL,
  to_seq INTEGER NOT NULL,
  digest BLOB NOT NULL,
  check_id BLOB NOT NULL,
  subject TEXT NOT NULL,
  outcome TEXT NOT NULL,
  detail TEXT,
  PRIMARY KEY (org, source, fact, from_seq),
  FOREIGN KEY (org, from_seq) REFERENCES act (org, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX check_result_check ON check_result (org, check_id, to_seq);

CREATE INDEX check_result_from ON check_result (org, from_seq);

CREATE INDEX check_result_to ON check_result (org, to_seq, source);

CREATE TABLE checkpoint (
  org BLOB NOT NULL,
  seq INTEGER NOT NULL,
  root BLOB NOT NULL,
  note TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (org, seq),
  FOREIGN KEY (org, seq) REFERENCES act (org, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE completion (
  org BLOB NOT NULL,
  source TEXT NOT NULL,
  fact BLOB NOT NULL,
  from_seq INTEGER NOT NULL,
  to_seq INTEGER NOT NULL,
  digest BLOB NOT NULL,
  person BLOB NOT NULL,
  course BLOB NOT NULL,
  version INTEGER NOT NULL,
  at INTEGER NOT NULL,
  score INTEGER,
  passed INTEGER NOT NULL,
  expires INTEGER,
  PRIMARY KEY (org, source, fact, from_seq),
  FOREIGN KEY (org, from_seq) REFERENCES act (org, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX completion_course ON completion (org, course, to_seq);

CREATE INDEX completion_from ON completion (org, from_seq);

CREATE INDEX completion_person ON completion (org, person, to_seq);

CREATE INDEX completion_to ON completion (org, to_seq, source);

CREATE TABLE counter (
  org BLOB NOT NULL,
  prefix TEXT NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (org, prefix),
  FOREIGN KEY (org) REFERENCES org (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE exposure (
  org BLOB NOT NULL,
  source TEXT NOT NULL,
  fact BLOB NOT NULL,
  from_seq INTEGER NOT NULL,
  to_seq INTEGER NOT NULL,
  digest BLOB NOT NULL,
  asset BLOB NOT NULL,
  vulnerability TEXT NOT NULL,
  cvss INTEGER,
  epss INTEGER,
  kev INTEGER NOT NULL,
  reach TEXT,
  first_seen INTEGER NOT NULL,
  deadline INTEGER,
  detail TEXT,
  PRIMARY KEY (org, source, fact, from_seq),
  FOREIGN KEY (org, from_seq) REFERENCES act (org, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX exposure_asset ON exposure (org, asset, to_seq);

CREATE INDEX exposure_from ON exposure (org, from_seq);

CREATE INDEX exposure_to ON exposure (org, to_seq, source);

CREATE TABLE file (
  org BLOB NOT NULL,
  hash BLOB NOT NULL,
  size INTEGER NOT NULL,
  media TEXT NOT NULL,
  origin TEXT NOT NULL,
  at INTEGER NOT NULL,
  stamp BLOB,
  PRIMARY KEY (org, hash),
  FOREIGN KEY (org) REFERENCES org (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE head (
  org BLOB NOT NULL PRIMARY KEY REFERENCES org (id),
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  hash BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE job (
  org BLOB NOT NULL,
  id BLOB NOT NULL,
  kind TEXT NOT NULL,
  payload BLOB NOT NULL,
  due INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  state TEXT NOT NULL,
  holder TEXT,
  lease INTEGER NOT NULL,
  error TEXT,
  PRIMARY KEY (org, id),
  FOREIGN KEY (org) REFERENCES org (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX job_due ON job (org, state, due);

CREATE TABLE lease (
  org BLOB NOT NULL,
  name TEXT NOT NULL,
  holder TEXT NOT NULL,
  expires INTEGER NOT NULL,
  PRIMARY KEY (org, name),
  FOREIGN KEY (org) REFERENCES org (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE measurement (
  org BLOB NOT NULL,
  source TEXT NOT NULL,
  fact BLOB NOT NULL,
  from_seq INTEGER NOT NULL,
  to_seq INTEGER NOT NULL,
  digest BLOB NOT NULL,
  metric BLOB NOT NULL,
  at INTEGER NOT NULL,
  value REAL NOT NULL,
  note TEXT,
  PRIMARY KEY (org, source, fact, from_seq),
  FOREIGN KEY (org, from_seq) REFERENCES act (org, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX measurement_from ON measurement (org, from_seq);

CREATE INDEX measurement_metric ON measurement (org, metric, at);

CREATE INDEX measurement_to ON measurement (org, to_seq, source);

CREATE TABLE membership (
  org BLOB NOT NULL,
  account BLOB NOT NULL,
  person BLOB,
  roles TEXT NOT NULL,
  PRIMARY KEY (org, account),
  FOREIGN KEY (org) REFERENCES org (id),
  FOREIGN KEY (account) REFERENCES account (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX membership_account ON membership (account);

CREATE TABLE one_time (
  token_hash BLOB NOT NULL PRIMARY KEY,
  account BLOB NOT NULL REFERENCES account (id),
  purpose TEXT NOT NULL,
  expires INTEGER NOT NULL,
  used INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE org (
  id BLOB NOT NULL PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  created INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE record (
  org BLOB NOT NULL,
  record BLOB NOT NULL,
  seq INTEGER NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  compartment TEXT NOT NULL,
  schema INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (org, record),
  FOREIGN KEY (org, seq) REFERENCES act (org, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  token_hash BLOB NOT NULL PRIMARY KEY,
  account BLOB NOT NULL REFERENCES account (id),
  org BLOB REFERENCES org (id),
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  last_seen INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX session_account ON session (account);

CREATE TABLE setting (
  org BLOB NOT NULL,
  account BLOB NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (org, account, name),
  FOREIGN KEY (org) REFERENCES org (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE signal (
  org BLOB NOT NULL,
  source TEXT NOT NULL,
  fact BLOB NOT NULL,
  from_seq INTEGER NOT NULL,
  to_seq INTEGER NOT NULL,
  digest BLOB NOT NULL,
  rule TEXT NOT NULL,
  subject BLOB NOT NULL,
  severity TEXT NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (org, source, fact, from_seq),
  FOREIGN KEY (org, from_seq) REFERENCES act (org, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX signal_from ON signal (org, from_seq);

CREATE INDEX signal_subject ON signal (org, subject, to_seq);

CREATE INDEX signal_to ON signal (org, to_seq, source);

CREATE TABLE surety_schema (version INTEGER NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;

