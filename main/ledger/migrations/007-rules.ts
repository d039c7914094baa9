/**
 * Alert rules, and what they remember. `rule_stamp` changes whenever another set of rules, or other conditions, hold: what
 * is compiled is good for as long as it stays; random, because a counter that was rolled back would come again;
 * of no more bits than a number of JavaScript holds, because whoever opens the ledger reads through it.
 * `rule_hit`: what was counted. `rule_seen`: values that are not new. `rule_alert`: the last alert of each key.
 */
export const rules = `
CREATE TABLE rule (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  definition TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  removed_at INTEGER,
  disabled_at INTEGER,
  stopped_at INTEGER,
  stopped_reason TEXT,
  -- Since when it remembers what it does.
  begun_at INTEGER NOT NULL,
  alerts INTEGER NOT NULL DEFAULT 0,
  last_alert_at INTEGER,
  -- When it was told that nothing came; NULL: something did since.
  quiet_at INTEGER
) STRICT;

CREATE TABLE rule_stamp (stamp INTEGER NOT NULL) STRICT;
INSERT INTO rule_stamp VALUES (random() >> 12);
CREATE TRIGGER rule_added AFTER INSERT ON rule BEGIN UPDATE rule_stamp SET stamp = random() >> 12; END;
CREATE TRIGGER rule_changed AFTER UPDATE OF name, definition, removed_at, disabled_at, stopped_at, begun_at ON rule
  BEGIN UPDATE rule_stamp SET stamp = random() >> 12; END;
CREATE TRIGGER rule_dropped AFTER DELETE ON rule BEGIN UPDATE rule_stamp SET stamp = random() >> 12; END;

CREATE TABLE rule_hit (
  rule_id TEXT NOT NULL,
  key TEXT NOT NULL,
  event_id TEXT NOT NULL,
  title TEXT NOT NULL,
  timestamp TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (rule_id, key, event_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE rule_seen (
  rule_id TEXT NOT NULL,
  key TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (rule_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE rule_alert (
  rule_id TEXT NOT NULL,
  key TEXT NOT NULL,
  at INTEGER NOT NULL,
  suppressed INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (rule_id, key)
) STRICT, WITHOUT ROWID;
`
