-- Tokens in braces are replaced per engine by dialect.rs. Statements end with a semicolon at the end of a line.

-- Organisations and their chains.
CREATE TABLE org (
  id {blob} NOT NULL PRIMARY KEY,
  slug {text} NOT NULL UNIQUE,
  name {text} NOT NULL,
  created {int} NOT NULL
){end};

CREATE TABLE head (
  org {blob} NOT NULL PRIMARY KEY REFERENCES org (id),
  seq {int} NOT NULL,
  at {int} NOT NULL,
  hash {blob} NOT NULL
){end};

CREATE TABLE act (
  org {blob} NOT NULL,
  seq {int} NOT NULL,
  at {int} NOT NULL,
  actor {blob},
  via {text} NOT NULL,
  reason {text} NOT NULL,
  request {text},
  migrate {int} NOT NULL,
  changes {int} NOT NULL,
  changes_root {blob} NOT NULL,
  batches {int} NOT NULL,
  batches_root {blob} NOT NULL,
  answers {int} NOT NULL,
  answers_root {blob} NOT NULL,
  previous {blob} NOT NULL,
  hash {blob} NOT NULL,
  PRIMARY KEY (org, seq),
  FOREIGN KEY (org) REFERENCES head (org)
){end};
CREATE INDEX act_at ON act (org, at, seq);
CREATE UNIQUE INDEX act_request ON act (org, request);

CREATE TABLE change (
  org {blob} NOT NULL,
  seq {int} NOT NULL,
  idx {int} NOT NULL,
  record {blob} NOT NULL,
  version {int} NOT NULL,
  kind {text} NOT NULL,
  compartment {text} NOT NULL,
  schema {int} NOT NULL,
  salt {blob} NOT NULL,
  body {blob} NOT NULL,
  PRIMARY KEY (org, seq, idx),
  FOREIGN KEY (org, seq) REFERENCES act (org, seq)
){end};
CREATE UNIQUE INDEX change_record ON change (org, record, seq);

-- The newest change of each record: loading is one scan.
CREATE TABLE record (
  org {blob} NOT NULL,
  record {blob} NOT NULL,
  seq {int} NOT NULL,
  version {int} NOT NULL,
  kind {text} NOT NULL,
  compartment {text} NOT NULL,
  schema {int} NOT NULL,
  body {blob} NOT NULL,
  PRIMARY KEY (org, record),
  FOREIGN KEY (org, seq) REFERENCES act (org, seq)
){end};

CREATE TABLE counter (
  org {blob} NOT NULL,
  prefix {text} NOT NULL,
  last {int} NOT NULL,
  PRIMARY KEY (org, prefix),
  FOREIGN KEY (org) REFERENCES org (id)
){end};

CREATE TABLE file (
  org {blob} NOT NULL,
  hash {blob} NOT NULL,
  size {int} NOT NULL,
  media {text} NOT NULL,
  origin {text} NOT NULL,
  at {int} NOT NULL,
  stamp {blob},
  PRIMARY KEY (org, hash),
  FOREIGN KEY (org) REFERENCES org (id)
){end};

CREATE TABLE batch (
  org {blob} NOT NULL,
  seq {int} NOT NULL,
  idx {int} NOT NULL,
  fact {text} NOT NULL,
  source {text} NOT NULL,
  mode {text} NOT NULL,
  file {blob} NOT NULL,
  given {int} NOT NULL,
  opened {int} NOT NULL,
  closed {int} NOT NULL,
  same {int} NOT NULL,
  PRIMARY KEY (org, seq, idx),
  FOREIGN KEY (org, seq) REFERENCES act (org, seq),
  FOREIGN KEY (org, file) REFERENCES file (org, hash)
){end};
CREATE INDEX batch_source ON batch (org, fact, source, seq);

CREATE TABLE answer (
  org {blob} NOT NULL,
  seq {int} NOT NULL,
  idx {int} NOT NULL,
  record {blob},
  analysis {text} NOT NULL,
  model {text} NOT NULL,
  input {blob} NOT NULL,
  body {blob} NOT NULL,
  PRIMARY KEY (org, seq, idx),
  FOREIGN KEY (org, seq) REFERENCES act (org, seq)
){end};
CREATE INDEX answer_record ON answer (org, record, seq);

CREATE TABLE checkpoint (
  org {blob} NOT NULL,
  seq {int} NOT NULL,
  root {blob} NOT NULL,
  note {text} NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (org, seq),
  FOREIGN KEY (org, seq) REFERENCES act (org, seq)
){end};

-- Facts: intervals of acts, from_seq inclusive to to_seq exclusive; the largest integer means still open.
CREATE TABLE exposure (
  {fact_head},
  asset {blob} NOT NULL,
  vulnerability {text} NOT NULL,
  cvss {int},
  epss {int},
  kev {int} NOT NULL,
  reach {text},
  first_seen {int} NOT NULL,
  deadline {int},
  detail {text},
  {fact_keys}
){end};
CREATE INDEX exposure_to ON exposure (org, to_seq, source);
CREATE INDEX exposure_from ON exposure (org, from_seq);
CREATE INDEX exposure_asset ON exposure (org, asset, to_seq);

CREATE TABLE check_result (
  {fact_head},
  check_id {blob} NOT NULL,
  subject {text} NOT NULL,
  outcome {text} NOT NULL,
  detail {text},
  {fact_keys}
){end};
CREATE INDEX check_result_to ON check_result (org, to_seq, source);
CREATE INDEX check_result_from ON check_result (org, from_seq);
CREATE INDEX check_result_check ON check_result (org, check_id, to_seq);

CREATE TABLE measurement (
  {fact_head},
  metric {blob} NOT NULL,
  at {int} NOT NULL,
  value {real} NOT NULL,
  note {text},
  {fact_keys}
){end};
CREATE INDEX measurement_to ON measurement (org, to_seq, source);
CREATE INDEX measurement_from ON measurement (org, from_seq);
CREATE INDEX measurement_metric ON measurement (org, metric, at);

CREATE TABLE access_grant (
  {fact_head},
  account {text} NOT NULL,
  asset {blob} NOT NULL,
  entitlement {text} NOT NULL,
  person {blob},
  approver {blob},
  reason {text},
  expires {int},
  {fact_keys}
){end};
CREATE INDEX access_grant_to ON access_grant (org, to_seq, source);
CREATE INDEX access_grant_from ON access_grant (org, from_seq);
CREATE INDEX access_grant_asset ON access_grant (org, asset, to_seq);
CREATE INDEX access_grant_person ON access_grant (org, person, to_seq);

CREATE TABLE acknowledgement (
  {fact_head},
  person {blob} NOT NULL,
  record {blob} NOT NULL,
  version {int} NOT NULL,
  at {int} NOT NULL,
  {fact_keys}
){end};
CREATE INDEX acknowledgement_to ON acknowledgement (org, to_seq, source);
CREATE INDEX acknowledgement_from ON acknowledgement (org, from_seq);
CREATE INDEX acknowledgement_record ON acknowledgement (org, record, to_seq);
CREATE INDEX acknowledgement_person ON acknowledgement (org, person, to_seq);

CREATE TABLE completion (
  {fact_head},
  person {blob} NOT NULL,
  course {blob} NOT NULL,
  version {int} NOT NULL,
  at {int} NOT NULL,
  score {int},
  passed {int} NOT NULL,
  expires {int},
  {fact_keys}
){end};
CREATE INDEX completion_to ON completion (org, to_seq, source);
CREATE INDEX completion_from ON completion (org, from_seq);
CREATE INDEX completion_course ON completion (org, course, to_seq);
CREATE INDEX completion_person ON completion (org, person, to_seq);

CREATE TABLE signal (
  {fact_head},
  rule {text} NOT NULL,
  subject {blob} NOT NULL,
  severity {text} NOT NULL,
  message {text} NOT NULL,
  {fact_keys}
){end};
CREATE INDEX signal_to ON signal (org, to_seq, source);
CREATE INDEX signal_from ON signal (org, from_seq);
CREATE INDEX signal_subject ON signal (org, subject, to_seq);

-- Who signs in. Logins and token hashes are unique everywhere, hence the few tables that do not start with the organisation.
CREATE TABLE account (
  id {blob} NOT NULL PRIMARY KEY,
  login {text} NOT NULL UNIQUE,
  password_hash {text},
  created {int} NOT NULL,
  disabled {int}
){end};

CREATE TABLE membership (
  org {blob} NOT NULL,
  account {blob} NOT NULL,
  person {blob},
  roles {text} NOT NULL,
  PRIMARY KEY (org, account),
  FOREIGN KEY (org) REFERENCES org (id),
  FOREIGN KEY (account) REFERENCES account (id)
){end};
CREATE INDEX membership_account ON membership (account);

CREATE TABLE session (
  token_hash {blob} NOT NULL PRIMARY KEY,
  account {blob} NOT NULL REFERENCES account (id),
  org {blob} REFERENCES org (id),
  created {int} NOT NULL,
  expires {int} NOT NULL,
  last_seen {int} NOT NULL
){end};
CREATE INDEX session_account ON session (account);

CREATE TABLE one_time (
  token_hash {blob} NOT NULL PRIMARY KEY,
  account {blob} NOT NULL REFERENCES account (id),
  purpose {text} NOT NULL,
  expires {int} NOT NULL,
  used {int}
){end};

CREATE TABLE api_token (
  token_hash {blob} NOT NULL PRIMARY KEY,
  account {blob} NOT NULL REFERENCES account (id),
  org {blob} NOT NULL REFERENCES org (id),
  name {text} NOT NULL,
  created {int} NOT NULL,
  expires {int},
  revoked {int}
){end};
CREATE INDEX api_token_account ON api_token (org, account);

CREATE TABLE catalogue (
  hash {blob} NOT NULL PRIMARY KEY,
  id {text} NOT NULL,
  version {text} NOT NULL,
  bytes {blob} NOT NULL,
  UNIQUE (id, version)
){end};

-- Working state, outside the chain.
CREATE TABLE setting (
  org {blob} NOT NULL,
  account {blob} NOT NULL,
  name {text} NOT NULL,
  value {text} NOT NULL,
  PRIMARY KEY (org, account, name),
  FOREIGN KEY (org) REFERENCES org (id)
){end};

CREATE TABLE job (
  org {blob} NOT NULL,
  id {blob} NOT NULL,
  kind {text} NOT NULL,
  payload {blob} NOT NULL,
  due {int} NOT NULL,
  attempts {int} NOT NULL,
  state {text} NOT NULL,
  holder {text},
  lease {int} NOT NULL,
  error {text},
  PRIMARY KEY (org, id),
  FOREIGN KEY (org) REFERENCES org (id)
){end};
CREATE INDEX job_due ON job (org, state, due);

CREATE TABLE lease (
  org {blob} NOT NULL,
  name {text} NOT NULL,
  holder {text} NOT NULL,
  expires {int} NOT NULL,
  PRIMARY KEY (org, name),
  FOREIGN KEY (org) REFERENCES org (id)
){end};
