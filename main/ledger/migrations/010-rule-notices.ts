/**
 * A notice tells of a webhook or of an alert rule, which goes with its notices. SQLite changes no constraint of a table
 * that is there: it is made anew, with the indexes and triggers that went with it.
 */
export const ruleNotices = `
CREATE TABLE notice_anew (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  webhook_id TEXT REFERENCES webhook (id),
  rule_id TEXT REFERENCES rule (id) ON DELETE CASCADE,
  delivery_id TEXT,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL,
  read_at INTEGER,
  CHECK ((webhook_id IS NULL) <> (rule_id IS NULL))
) STRICT;
INSERT INTO notice_anew (seq, id, kind, webhook_id, delivery_id, reason, at, read_at)
  SELECT seq, id, kind, webhook_id, delivery_id, reason, at, read_at FROM notice;
DROP TABLE notice;
ALTER TABLE notice_anew RENAME TO notice;
CREATE INDEX notice_of_webhook ON notice (webhook_id, seq) WHERE webhook_id IS NOT NULL;
CREATE INDEX notice_of_rule ON notice (rule_id, seq) WHERE rule_id IS NOT NULL;
CREATE INDEX notice_unread ON notice (seq) WHERE read_at IS NULL;

CREATE TRIGGER mail_of_notice AFTER INSERT ON notice BEGIN
  INSERT INTO outbox (channel, about, ref, due_at, created_at) VALUES ('mail', 'notice', new.id, new.at, new.at);
END;
CREATE TRIGGER desktop_of_notice AFTER INSERT ON notice BEGIN
  INSERT INTO outbox (channel, about, ref, due_at, created_at) VALUES ('desktop', 'notice', new.id, new.at, new.at);
END;
CREATE TRIGGER outbox_of_notice_pruned AFTER DELETE ON notice
  BEGIN DELETE FROM outbox WHERE ref = old.id AND about = 'notice'; END;
`
