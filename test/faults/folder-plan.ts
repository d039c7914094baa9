import { z } from 'zod'

/** What a process that watches a folder is told. `death`: the `nth` time it comes by there, counted from 1. */
export const folderLifeSchema = z.object({
  folder: z.string(),
  watched: z.string(),
  death: z.object({ point: z.enum(['before a commit', 'after a commit']), nth: z.number() }).nullable(),
})
export type FolderLife = z.infer<typeof folderLifeSchema>
