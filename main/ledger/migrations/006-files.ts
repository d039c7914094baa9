/** How far each file of the watched folder has been taken, so that no crash takes a part of it twice, or not at all. */
export const files = `
  CREATE TABLE file (
    key TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    -- The first byte that is not taken yet, and the line it is on.
    position INTEGER NOT NULL,
    line INTEGER NOT NULL,
    counts TEXT NOT NULL,
    problems TEXT NOT NULL,
    begun_at INTEGER NOT NULL,
    finished_at INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX file_finished ON file (finished_at) WHERE finished_at IS NOT NULL;
`
