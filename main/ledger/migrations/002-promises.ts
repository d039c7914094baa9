/**
 * `attempt` becomes small and counts; what was sent and answered, by far the larger part, moves to `payload`, so that
 * it can be pruned early and by age (a payload's seq is its attempt's). `notice` is the outbox.
 */
export const promises = `
ALTER TABLE webhook ADD COLUMN address_class TEXT;
ALTER TABLE webhook ADD COLUMN certificate TEXT;
ALTER TABLE webhook ADD COLUMN waiting_code TEXT;
ALTER TABLE webhook ADD COLUMN waiting_since INTEGER;

ALTER TABLE attempt RENAME TO attempt_before;
DROP INDEX attempt_open;
CREATE TABLE attempt (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  delivery_seq INTEGER NOT NULL REFERENCES delivery (seq),
  number INTEGER NOT NULL,
  manual INTEGER NOT NULL,
  counted INTEGER NOT NULL DEFAULT 1,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  code TEXT,
  detail TEXT,
  trace TEXT
) STRICT;
CREATE UNIQUE INDEX attempt_of_delivery ON attempt (delivery_seq, number);
CREATE TABLE payload (
  attempt_seq INTEGER PRIMARY KEY,
  sent TEXT,
  answer TEXT
) STRICT;
INSERT INTO attempt (delivery_seq, number, manual, started_at, ended_at, code, detail, trace)
  SELECT delivery_seq, number, manual, started_at, ended_at, code, detail, trace FROM attempt_before
  ORDER BY started_at, delivery_seq, number;
INSERT INTO payload (attempt_seq, sent, answer)
  SELECT attempt.seq, sent, answer FROM attempt JOIN attempt_before USING (delivery_seq, number);
DROP TABLE attempt_before;

CREATE TABLE notice (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  webhook_id TEXT NOT NULL REFERENCES webhook (id),
  delivery_id TEXT,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX notice_of_webhook ON notice (webhook_id, seq);
`
