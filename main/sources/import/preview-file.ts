import { mostPreviewRows, type Mapping } from '../../../preload/contract/mapping.ts'
import type { ImportPreview } from '../../../preload/contract/file.ts'
import { mapRow } from '../../mapping/map-text.ts'
import { headBytes, layoutOf } from '../file/layout.ts'
import type { OpenFile } from '../file/open-safely.ts'
import { readHead, readParts } from '../file/read-parts.ts'

/** As many parts are looked at: enough to see whether the mapping fits, and quick for a file of any size. */
const mostLooked = 1000

/** The first rows of a file as they would be taken in, and what becomes of its first thousand parts. */
export async function previewFile({ handle }: OpenFile, mapping: Mapping, now: number): Promise<ImportPreview> {
  const layout = layoutOf(await readHead(handle, headBytes), mapping.format)
  const preview: ImportPreview = { rows: [], counts: { events: 0, findings: 0, refused: 0 }, whole: true }
  if (layout.kind === 'unreadable') {
    preview.rows.push(mapRow(mapping, { line: 1, problem: layout.problem }, now))
    preview.counts.refused = 1
    return preview
  }
  let looked = 0
  for await (const parts of readParts(handle, layout.kind, layout.from))
    for (const part of parts) {
      if (looked === mostLooked) return { ...preview, whole: false }
      looked += 1
      const row = mapRow(mapping, part, now)
      if (preview.rows.length < mostPreviewRows) preview.rows.push(row)
      preview.counts[row.type === null ? 'refused' : row.type === 'finding' ? 'findings' : 'events'] += 1
    }
  return preview
}
