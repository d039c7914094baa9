// Within a trigger, IN makes its list anew for each row: that alone cost half of what moving a long backlog takes.
const isPending = (row: 'new' | 'old') =>
  `CASE ${row}.state WHEN 'queued' THEN 1 WHEN 'sending' THEN 1 WHEN 'retrying' THEN 1 ELSE 0 END`

/**
 * `attempt` becomes small and counts. What was sent and what was answered, by far the larger part, move to tables of
 * their own, so that each is written once, at the end of its table, and pruned early (their seq is the attempt's).
 *
 * What the window asks all the time must not grow with history: `tally` counts per webhook, `kept` the bytes of what
 * was sent and answered, both by triggers, so no writer can forget them. Each state change of a delivery rewrites its
 * index entries, so four indexes do: one for every list, counted in bounded reads per webhook and state, one for due
 * work, and two in which only failing deliveries have an entry. `notice` is the outbox.
 */
export const promises = `
ALTER TABLE webhook ADD COLUMN address_class TEXT;
ALTER TABLE webhook ADD COLUMN certificate TEXT;
ALTER TABLE webhook ADD COLUMN waiting_code TEXT;
ALTER TABLE webhook ADD COLUMN waiting_since INTEGER;
-- The newest attempt there was when something last arrived: an order that no clock changes.
ALTER TABLE webhook ADD COLUMN last_success_seq INTEGER;
-- How often it was saved: whether what a request found out is still of the same webhook.
ALTER TABLE webhook ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
-- The bad news told of it last, 'early' or 'disabled'; NULL: none since it recovered.
ALTER TABLE webhook ADD COLUMN told TEXT;

-- Held already when the webhook was last disabled or removed: taking that back leaves it held. By order, not by any clock.
ALTER TABLE delivery ADD COLUMN held_earlier INTEGER NOT NULL DEFAULT 0;
CREATE TRIGGER webhook_stopped AFTER UPDATE OF disabled_at, removed_at ON webhook
  WHEN old.disabled_at IS NULL AND old.removed_at IS NULL AND coalesce(new.disabled_at, new.removed_at) IS NOT NULL
  BEGIN UPDATE delivery SET held_earlier = 1 WHERE webhook_id = new.id AND state = 'held'; END;

DROP INDEX attempt_open;
ALTER TABLE attempt RENAME TO attempt_before;
-- No number is given twice, even after all of them were pruned: webhook.last_success_seq compares with them.
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
INSERT INTO attempt (delivery_seq, number, manual, started_at, ended_at, code, detail, trace)
  SELECT delivery_seq, number, manual, started_at, ended_at, code, detail, trace FROM attempt_before
  ORDER BY started_at, delivery_seq, number;
CREATE UNIQUE INDEX attempt_of_delivery ON attempt (delivery_seq, number);

CREATE TABLE sent (attempt_seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
CREATE TABLE answer (attempt_seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
INSERT INTO sent SELECT seq, sent FROM attempt JOIN attempt_before USING (delivery_seq, number)
  WHERE sent IS NOT NULL ORDER BY seq;
INSERT INTO answer SELECT seq, answer FROM attempt JOIN attempt_before USING (delivery_seq, number)
  WHERE answer IS NOT NULL ORDER BY seq;
DROP TABLE attempt_before;
UPDATE webhook SET last_success_seq = (SELECT max(attempt.seq) FROM attempt JOIN delivery ON delivery.seq = delivery_seq
  WHERE webhook_id = webhook.id AND code = 'accepted');

CREATE TABLE kept (bytes INTEGER NOT NULL) STRICT;
INSERT INTO kept SELECT (SELECT coalesce(sum(octet_length(body)), 0) FROM sent)
  + (SELECT coalesce(sum(octet_length(body)), 0) FROM answer);
CREATE TRIGGER sent_kept AFTER INSERT ON sent
  BEGIN UPDATE kept SET bytes = bytes + octet_length(new.body); END;
CREATE TRIGGER sent_pruned AFTER DELETE ON sent
  BEGIN UPDATE kept SET bytes = bytes - octet_length(old.body); END;
CREATE TRIGGER answer_kept AFTER INSERT ON answer
  BEGIN UPDATE kept SET bytes = bytes + octet_length(new.body); END;
CREATE TRIGGER answer_pruned AFTER DELETE ON answer
  BEGIN UPDATE kept SET bytes = bytes - octet_length(old.body); END;

DROP INDEX delivery_of_webhook;
DROP INDEX delivery_in_state;
DROP INDEX delivery_open;
DROP INDEX delivery_waiting;
DROP INDEX delivery_due;
CREATE INDEX delivery_listed ON delivery (webhook_id, state, seq);
CREATE INDEX delivery_due ON delivery (webhook_id, state, due_at, seq) WHERE due_at IS NOT NULL;
CREATE INDEX delivery_furthest ON delivery (webhook_id, attempts DESC, due_at) WHERE state = 'retrying';
CREATE INDEX delivery_failed ON delivery (webhook_id, changed_at, seq) WHERE state = 'failed';
CREATE INDEX webhook_sending ON webhook (id) WHERE removed_at IS NULL AND disabled_at IS NULL;

CREATE TABLE tally (
  webhook_id TEXT PRIMARY KEY,
  pending INTEGER NOT NULL,
  held INTEGER NOT NULL,
  failed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO tally SELECT webhook_id, sum(state IN ('queued', 'sending', 'retrying')), sum(state = 'held'), sum(state = 'failed')
  FROM delivery GROUP BY webhook_id;
CREATE TRIGGER delivery_added AFTER INSERT ON delivery BEGIN
  INSERT INTO tally VALUES
    (new.webhook_id, ${isPending('new')}, new.state = 'held', new.state = 'failed')
    ON CONFLICT (webhook_id) DO UPDATE SET pending = pending + excluded.pending, held = held + excluded.held,
      failed = failed + excluded.failed;
END;
CREATE TRIGGER delivery_changed AFTER UPDATE OF state ON delivery
  WHEN (${isPending('new')}, new.state = 'held', new.state = 'failed')
    <> (${isPending('old')}, old.state = 'held', old.state = 'failed')
BEGIN
  UPDATE tally SET
    pending = pending + ${isPending('new')} - ${isPending('old')},
    held = held + (new.state = 'held') - (old.state = 'held'),
    failed = failed + (new.state = 'failed') - (old.state = 'failed') WHERE webhook_id = new.webhook_id;
END;
CREATE TRIGGER delivery_pruned AFTER DELETE ON delivery BEGIN
  UPDATE tally SET pending = pending - ${isPending('old')}, held = held - (old.state = 'held'),
    failed = failed - (old.state = 'failed') WHERE webhook_id = old.webhook_id;
END;

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
