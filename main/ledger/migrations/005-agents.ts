/**
 * Who has been reporting. A sign of life rewrites the row and its place in `agent_due`, in which the next one due comes
 * first; the other indexes change only with state and name.
 */
export const agents = `
CREATE TABLE agent (
  seq INTEGER PRIMARY KEY,
  -- As it names itself; where it gave a name only, that.
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL COLLATE NOCASE,
  state TEXT NOT NULL,
  since INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  -- NULL: nothing is awaited of it.
  due_at INTEGER,
  silence_seconds INTEGER,
  maintenance_until INTEGER,
  facts TEXT NOT NULL
) STRICT;
CREATE INDEX agent_due ON agent (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX agent_listed ON agent (state, name, id);
CREATE INDEX agent_named ON agent (name);
`
