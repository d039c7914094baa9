/** What it takes to know a file again that has grown: while a part of it was taken, or after it was put away. */
export const grownFiles = `
  -- The key it would have as it is now; \`key\` stays, because the ids of its events follow from it.
  ALTER TABLE file ADD COLUMN current TEXT NOT NULL DEFAULT '';
  -- Of its first bytes, as many as there were when it was begun.
  ALTER TABLE file ADD COLUMN beginning TEXT NOT NULL DEFAULT '';
  -- Where it was put, within the folder; empty where it went away by itself; NULL while it is not put away.
  ALTER TABLE file ADD COLUMN moved_to TEXT;
  UPDATE file SET current = key, moved_to = CASE WHEN finished_at IS NULL THEN NULL ELSE '' END;
  CREATE INDEX file_current ON file (current);
  CREATE INDEX file_waiting ON file (name) WHERE moved_to IS NULL;
`
