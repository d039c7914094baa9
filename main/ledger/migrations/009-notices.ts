/**
 * `notice.read_at`: when the analyst saw it; NULL: not yet. What was told before there was a list counts as seen. The
 * desktop is a channel of the outbox beside e-mail, with rows of its own.
 */
export const notices = `
ALTER TABLE notice ADD COLUMN read_at INTEGER;
UPDATE notice SET read_at = at;
CREATE INDEX notice_unread ON notice (seq) WHERE read_at IS NULL;

CREATE TRIGGER desktop_of_notice AFTER INSERT ON notice BEGIN
  INSERT INTO outbox (channel, about, ref, due_at, created_at) VALUES ('desktop', 'notice', new.id, new.at, new.at);
END;
`
