CREATE TABLE access_grant (
  org bytea NOT NULL,
  source text COLLATE "C" NOT NULL,
  fact bytea NOT NULL,
  from_seq bigint NOT NULL,
  to_seq bigint NOT NULL,
  digest bytea NOT NULL,
  account text COLLATE "C" NOT NULL,
  asset bytea NOT NULL,
  entitlement text COLLATE "C" NOT NULL,
  person bytea,
  approver bytea,
  reason text COLLATE "C",
  expires bigint,
  PRIMARY KEY (org, source, fact, from_seq),
  FOREIGN KEY (org, from_seq) REFERENCES act(org, seq)
);

CREATE TABLE account (
  id bytea NOT NULL,
  login text COLLATE "C" NOT NULL,
  password_hash text COLLATE "C",
  created bigint NOT NULL,
  disabled bigint,
  UNIQUE (login),
  PRIMARY KEY (id)
);

CREATE TABLE acknowledgement (
  org bytea NOT NULL,
  source text COLLATE "C" NOT NULL,
  fact bytea NOT NULL,
  from_seq bigint NOT NULL,
  to_seq bigint NOT NULL,
  digest bytea NOT NULL,
  person bytea NOT NULL,
  record bytea NOT NULL,
  version bigint NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (org, source, fact, from_seq),
  FOREIGN KEY (org, from_seq) REFERENCES act(org, seq)
);

CREATE TABLE act (
  org bytea NOT NULL,
  seq bigint NOT NULL,
  at bigint NOT NULL,
  actor bytea,
  via text COLLATE "C" NOT NULL,
  reason text COLLATE "C" NOT NULL,
  request text COLLATE "C",
  migrate bigint NOT NULL,
  changes bigint NOT NULL,
  changes_root bytea NOT NULL,
  batches bigint NOT NULL,
  batches_root bytea NOT NULL,
  answers bigint NOT NULL,
  answers_root bytea NOT NULL,
  previous bytea NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (org, seq),
  FOREIGN KEY (org) REFERENCES head(org)
);

CREATE TABLE answer (
  org bytea NOT NULL,
  seq bigint NOT NULL,
  idx bigint NOT NULL,
  record bytea,
  analysis text COLLATE "C" NOT NULL,
  model text COLLATE "C" NOT NULL,
  input bytea NOT NULL,
  body bytea NOT NULL,
  PRIMARY KEY (org, seq, idx),
  FOREIGN KEY (org, seq) REFERENCES act(org, seq)
);

CREATE TABLE api_token (
  token_hash bytea NOT NULL,
  account bytea NOT NULL,
  org bytea NOT NULL,
  name text COLLATE "C" NOT NULL,
  created bigint NOT NULL,
  expires bigint,
  revoked bigint,
  PRIMARY KEY (token_hash),
  FOREIGN KEY (account) REFERENCES account(id),
  FOREIGN KEY (org) REFERENCES org(id)
);

CREATE TABLE batch (
  org bytea NOT NULL,
  seq bigint NOT NULL,
  idx bigint NOT NULL,
  fact text COLLATE "C" NOT NULL,
  source text COLLATE "C" NOT NULL,
  mode text COLLATE "C" NOT NULL,
  file bytea NOT NULL,
  given bigint NOT NULL,
  opened bigint NOT NULL,
  closed bigint NOT NULL,
  same bigint NOT NULL,
  PRIMARY KEY (org, seq, idx),
  FOREIGN KEY (org, file) REFERENCES file(org, hash),
  FOREIGN KEY (org, seq) REFERENCES act(org, seq)
);

CREATE TABLE catalogue (
  hash bytea NOT NULL,
  id text COLLATE "C" NOT NULL,
  version text COLLATE "C" NOT NULL,
  bytes bytea NOT NULL,
  UNIQUE (id, version),
  PRIMARY KEY (hash)
);

CREATE TABLE change (
  org bytea NOT NULL,
  seq bigint NOT NULL,
  idx bigint NOT NULL,
  record bytea NOT NULL,
  version bigint NOT NULL,
  kind text COLLATE "C" NOT NULL,
  compartment text COLLATE "C" NOT NULL,
  schema bigint NOT NULL,
  salt bytea NOT NULL,
  body bytea NOT NULL,
  PRIMARY KEY (org, seq, idx),
  FOREIGN KEY (org, seq) REFERENCES act(org, seq)
);

CREATE TABLE check_result (
  org bytea NOT NULL,
  source text COLLATE "C" NOT NULL,
  fact bytea NOT NULL,
  from_seq bigint NOT NULL,
  to_seq bigint NOT NULL,
  digest bytea NOT NULL,
  check_id bytea NOT NULL,
  subject text COLLATE "C" NOT NULL,
  outcome text COLLATE "C" NOT NULL,
  detail text COLLATE "C",
  PRIMARY KEY (org, source, fact, from_seq),
  FOREIGN KEY (org, from_seq) REFERENCES act(org, seq)
);

CREATE TABLE checkpoint (
  org bytea NOT NULL,
  seq bigint NOT NULL,
  root bytea NOT NULL,
  note text COLLATE "C" NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (org, seq),
  FOREIGN KEY (org, seq) REFERENCES act(org, seq)
);

CREATE TABLE completion (
  org bytea NOT NULL,
  source text COLLATE "C" NOT NULL,
  fact bytea NOT NULL,
  from_seq bigint NOT NULL,
  to_seq bigint NOT NULL,
  digest bytea NOT NULL,
  person bytea NOT NULL,
  course bytea NOT NULL,
  version bigint NOT NULL,
  at bigint NOT NULL,
  score bigint,
  passed bigint NOT NULL,
  expires bigint,
  PRIMARY KEY (org, source, fact, from_seq),
  FOREIGN KEY (org, from_seq) REFERENCES act(org, seq)
);

CREATE TABLE counter (
  org bytea NOT NULL,
  prefix text COLLATE "C" NOT NULL,
  last bigint NOT NULL,
  PRIMARY KEY (org, prefix),
  FOREIGN KEY (org) REFERENCES org(id)
);

CREATE TABLE exposure (
  org bytea NOT NULL,
  source text COLLATE "C" NOT NULL,
  fact bytea NOT NULL,
  from_seq bigint NOT NULL,
  to_seq bigint NOT NULL,
  digest bytea NOT NULL,
  asset bytea NOT NULL,
  vulnerability text COLLATE "C" NOT NULL,
  cvss bigint,
  epss bigint,
  kev bigint NOT NULL,
  reach text COLLATE "C",
  first_seen bigint NOT NULL,
  deadline bigint,
  detail text COLLATE "C",
  PRIMARY KEY (org, source, fact, from_seq),
  FOREIGN KEY (org, from_seq) REFERENCES act(org, seq)
);

CREATE TABLE file (
  org bytea NOT NULL,
  hash bytea NOT NULL,
  size bigint NOT NULL,
  media text COLLATE "C" NOT NULL,
  origin text COLLATE "C" NOT NULL,
  at bigint NOT NULL,
  stamp bytea,
  PRIMARY KEY (org, hash),
  FOREIGN KEY (org) REFERENCES org(id)
);

CREATE TABLE head (
  org bytea NOT NULL,
  seq bigint NOT NULL,
  at bigint NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (org),
  FOREIGN KEY (org) REFERENCES org(id)
);

CREATE TABLE job (
  org bytea NOT NULL,
  id bytea NOT NULL,
  kind text COLLATE "C" NOT NULL,
  payload bytea NOT NULL,
  due bigint NOT NULL,
  attempts bigint NOT NULL,
  state text COLLATE "C" NOT NULL,
  holder text COLLATE "C",
  lease bigint NOT NULL,
  error text COLLATE "C",
  PRIMARY KEY (org, id),
  FOREIGN KEY (org) REFERENCES org(id)
);

CREATE TABLE lease (
  org bytea NOT NULL,
  name text COLLATE "C" NOT NULL,
  holder text COLLATE "C" NOT NULL,
  expires bigint NOT NULL,
  PRIMARY KEY (org, name),
  FOREIGN KEY (org) REFERENCES org(id)
);

CREATE TABLE measurement (
  org bytea NOT NULL,
  source text COLLATE "C" NOT NULL,
  fact bytea NOT NULL,
  from_seq bigint NOT NULL,
  to_seq bigint NOT NULL,
  digest bytea NOT NULL,
  metric bytea NOT NULL,
  at bigint NOT NULL,
  value double precision NOT NULL,
  note text COLLATE "C",
  PRIMARY KEY (org, source, fact, from_seq),
  FOREIGN KEY (org, from_seq) REFERENCES act(org, seq)
);

CREATE TABLE membership (
  org bytea NOT NULL,
  account bytea NOT NULL,
  person bytea,
  roles text COLLATE "C" NOT NULL,
  PRIMARY KEY (org, account),
  FOREIGN KEY (account) REFERENCES account(id),
  FOREIGN KEY (org) REFERENCES org(id)
);

CREATE TABLE one_time (
  token_hash bytea NOT NULL,
  account bytea NOT NULL,
  purpose text COLLATE "C" NOT NULL,
  expires bigint NOT NULL,
  used bigint,
  PRIMARY KEY (token_hash),
  FOREIGN KEY (account) REFERENCES account(id)
);

CREATE TABLE org (
  id bytea NOT NULL,
  slug text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  created bigint NOT NULL,
  UNIQUE (slug),
  PRIMARY KEY (id)
);

CREATE TABLE record (
  org bytea NOT NULL,
  record bytea NOT NULL,
  seq bigint NOT NULL,
  version bigint NOT NULL,
  kind text COLLATE "C" NOT NULL,
  compartment text COLLATE "C" NOT NULL,
  schema bigint NOT NULL,
  body bytea NOT NULL,
  PRIMARY KEY (org, record),
  FOREIGN KEY (org, seq) REFERENCES act(org, seq)
);

CREATE TABLE session (
  token_hash bytea NOT NULL,
  account bytea NOT NULL,
  org bytea,
  created bigint NOT NULL,
  expires bigint NOT NULL,
  last_seen bigint NOT NULL,
  PRIMARY KEY (token_hash),
  FOREIGN KEY (account) REFERENCES account(id),
  FOREIGN KEY (org) REFERENCES org(id)
);

CREATE TABLE setting (
  org bytea NOT NULL,
  account bytea NOT NULL,
  name text COLLATE "C" NOT NULL,
  value text COLLATE "C" NOT NULL,
  PRIMARY KEY (org, account, name),
  FOREIGN KEY (org) REFERENCES org(id)
);

CREATE TABLE signal (
  org bytea NOT NULL,
  source text COLLATE "C" NOT NULL,
  fact bytea NOT NULL,
  from_seq bigint NOT NULL,
  to_seq bigint NOT NULL,
  digest bytea NOT NULL,
  rule text COLLATE "C" NOT NULL,
  subject bytea NOT NULL,
  severity text COLLATE "C" NOT NULL,
  message text COLLATE "C" NOT NULL,
  PRIMARY KEY (org, source, fact, from_seq),
  FOREIGN KEY (org, from_seq) REFERENCES act(org, seq)
);

CREATE TABLE surety_schema (
  version bigint NOT NULL,
  PRIMARY KEY (version)
);

CREATE INDEX access_grant_asset ON access_grant USING btree (org, asset, to_seq);
CREATE INDEX access_grant_from ON access_grant USING btree (org, from_seq);
CREATE INDEX access_grant_person ON access_grant USING btree (org, person, to_seq);
CREATE INDEX access_grant_to ON access_grant USING btree (org, to_seq, source);
CREATE INDEX acknowledgement_from ON acknowledgement USING btree (org, from_seq);
CREATE INDEX acknowledgement_person ON acknowledgement USING btree (org, person, to_seq);
CREATE INDEX acknowledgement_record ON acknowledgement USING btree (org, record, to_seq);
CREATE INDEX acknowledgement_to ON acknowledgement USING btree (org, to_seq, source);
CREATE INDEX act_at ON act USING btree (org, at, seq);
CREATE UNIQUE INDEX act_request ON act USING btree (org, request);
CREATE INDEX answer_record ON answer USING btree (org, record, seq);
CREATE INDEX api_token_account ON api_token USING btree (org, account);
CREATE INDEX batch_source ON batch USING btree (org, fact, source, seq);
CREATE UNIQUE INDEX change_record ON change USING btree (org, record, seq);
CREATE INDEX check_result_check ON check_result USING btree (org, check_id, to_seq);
CREATE INDEX check_result_from ON check_result USING btree (org, from_seq);
CREATE INDEX check_result_to ON check_result USING btree (org, to_seq, source);
CREATE INDEX completion_course ON completion USING btree (org, course, to_seq);
CREATE INDEX completion_from ON completion USING btree (org, from_seq);
CREATE INDEX completion_person ON completion USING btree (org, person, to_seq);
CREATE INDEX completion_to ON completion USING btree (org, to_seq, source);
CREATE INDEX exposure_asset ON exposure USING btree (org, asset, to_seq);
CREATE INDEX exposure_from ON exposure USING btree (org, from_seq);
CREATE INDEX exposure_to ON exposure USING btree (org, to_seq, source);
CREATE INDEX job_due ON job USING btree (org, state, due);
CREATE INDEX measurement_from ON measurement USING btree (org, from_seq);
CREATE INDEX measurement_metric ON measurement USING btree (org, metric, at);
CREATE INDEX measurement_to ON measurement USING btree (org, to_seq, source);
CREATE INDEX membership_account ON membership USING btree (account);
CREATE INDEX session_account ON session USING btree (account);
CREATE INDEX signal_from ON signal USING btree (org, from_seq);
CREATE INDEX signal_subject ON signal USING btree (org, subject, to_seq);
CREATE INDEX signal_to ON signal USING btree (org, to_seq, source);
