/** Times are ms since 1970. Secrets are only in `webhook.sealed`, encrypted. */
export const start = `
CREATE TABLE webhook (
  id TEXT PRIMARY KEY,
  definition TEXT NOT NULL,
  url_shown TEXT NOT NULL,
  url_whole INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  signing_updated_at INTEGER,
  signing_previous_until INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  removed_at INTEGER,
  since INTEGER NOT NULL,
  disabled_at INTEGER,
  disabled_by TEXT,
  disabled_reason TEXT,
  last_attempt_at INTEGER,
  last_attempt_ok INTEGER,
  last_code TEXT,
  last_status INTEGER,
  last_success_at INTEGER
) STRICT;

CREATE TABLE event (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  timestamp TEXT NOT NULL,
  severity TEXT NOT NULL,
  title TEXT NOT NULL,
  subject TEXT,
  source TEXT NOT NULL,
  happened_at INTEGER NOT NULL,
  accepted_at INTEGER NOT NULL,
  data TEXT NOT NULL
) STRICT;

CREATE TABLE delivery (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  webhook_id TEXT NOT NULL REFERENCES webhook (id),
  event_seq INTEGER NOT NULL REFERENCES event (seq),
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  tries INTEGER NOT NULL DEFAULT 0,
  manual INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER,
  first_attempt_at INTEGER,
  delivered_at INTEGER,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  last_code TEXT,
  last_status INTEGER
) STRICT;
CREATE INDEX delivery_of_webhook ON delivery (webhook_id, seq);
CREATE INDEX delivery_of_event ON delivery (event_seq);
CREATE INDEX delivery_in_state ON delivery (state, seq);
-- Work that is not over is little beside what is, so what is asked all the time has small indexes of its own: the due
-- work and the counts of one webhook, the oldest one waiting, the next due time of all.
CREATE INDEX delivery_open ON delivery (webhook_id, state, due_at, seq)
  WHERE state IN ('queued', 'retrying', 'sending', 'held');
CREATE INDEX delivery_waiting ON delivery (webhook_id, seq) WHERE state IN ('queued', 'retrying');
CREATE INDEX delivery_due ON delivery (due_at) WHERE state IN ('queued', 'retrying');

CREATE TABLE attempt (
  delivery_seq INTEGER NOT NULL REFERENCES delivery (seq),
  number INTEGER NOT NULL,
  manual INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  code TEXT,
  detail TEXT,
  sent TEXT,
  trace TEXT,
  answer TEXT,
  PRIMARY KEY (delivery_seq, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX attempt_open ON attempt (delivery_seq) WHERE ended_at IS NULL;
`
