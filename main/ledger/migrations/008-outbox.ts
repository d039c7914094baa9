/**
 * `outbox`: what still has to reach somebody outside the window, one row per thing to tell and channel, so that a channel
 * that fails holds back no other. A row is made by a trigger, in the transaction that writes what it tells of: a crash
 * can neither lose nor double it. A further channel adds triggers of its own like these, and reads its own rows.
 *
 * about  ref            told of
 * notice notice.id      a webhook was disabled, recovered, or fails
 * event  event.id       a critical event, at most once, however many of its deliveries fail
 *
 * state: waiting → (claimed, on disk, right before it leaves) sending → sent; back to waiting, at due_at, where it is
 * certain that nobody got it; unknown where that is not certain (a crash in between, too), which is never sent again;
 * failed where it was given up. attempts counts tries, code and reason say what became of the last. rest: of one that
 * waits though some have got it, who is still to get it, and who never will: {to, refused}; NULL: nobody has got it.
 */
export const outbox = `
CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  channel TEXT NOT NULL,
  about TEXT NOT NULL,
  ref TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting',
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  ended_at INTEGER,
  code TEXT,
  reason TEXT,
  rest TEXT
) STRICT;
CREATE UNIQUE INDEX outbox_thing ON outbox (ref, about, channel);
CREATE INDEX outbox_due ON outbox (channel, about, due_at, seq) WHERE state = 'waiting';
CREATE INDEX outbox_open ON outbox (channel) WHERE state = 'sending';
CREATE INDEX outbox_listed ON outbox (channel, seq);

CREATE TRIGGER mail_of_notice AFTER INSERT ON notice BEGIN
  INSERT INTO outbox (channel, about, ref, due_at, created_at) VALUES ('mail', 'notice', new.id, new.at, new.at);
END;

-- Whether critical events are mailed is known to the reader, which drops what is not wanted. A redelivery that fails is
-- seen by who asked for it.
CREATE TRIGGER mail_of_failed AFTER UPDATE OF state ON delivery
  WHEN new.state = 'failed' AND old.state <> 'failed' AND old.manual = 0
  BEGIN
    INSERT OR IGNORE INTO outbox (channel, about, ref, due_at, created_at)
      SELECT 'mail', 'event', id, new.changed_at, new.changed_at FROM event
      WHERE seq = new.event_seq AND type = 'security.critical';
  END;
-- Those for a webhook nobody turned off, whether they came before it was disabled or later.
CREATE TRIGGER mail_of_stopped AFTER UPDATE OF state ON delivery
  WHEN new.state = 'held' AND old.state <> 'held' AND old.manual = 0
  BEGIN
    INSERT OR IGNORE INTO outbox (channel, about, ref, due_at, created_at)
      SELECT 'mail', 'event', event.id, new.changed_at, new.changed_at FROM event
      JOIN webhook ON webhook.id = new.webhook_id
      WHERE event.seq = new.event_seq AND type = 'security.critical' AND removed_at IS NULL
        AND (disabled_by = 'gone' OR disabled_by = 'exhausted');
  END;
CREATE TRIGGER mail_of_held AFTER INSERT ON delivery WHEN new.state = 'held' BEGIN
  INSERT OR IGNORE INTO outbox (channel, about, ref, due_at, created_at)
    SELECT 'mail', 'event', event.id, new.created_at, new.created_at FROM event
    JOIN webhook ON webhook.id = new.webhook_id
    WHERE event.seq = new.event_seq AND type = 'security.critical' AND removed_at IS NULL
      AND (disabled_by = 'gone' OR disabled_by = 'exhausted');
END;

CREATE TRIGGER outbox_of_notice_pruned AFTER DELETE ON notice
  BEGIN DELETE FROM outbox WHERE ref = old.id AND about = 'notice'; END;
CREATE TRIGGER outbox_of_event_pruned AFTER DELETE ON event
  BEGIN DELETE FROM outbox WHERE ref = old.id AND about = 'event'; END;
`
