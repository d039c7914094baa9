import type { Json } from '../../templates/json.ts'
import type { Packed } from '../receiver.ts'

/** The tree as JSON text, and nothing beside it. The type has no charset: some receivers compare it byte for byte. */
export const packJson = (tree: Json): Packed => ({
  contentType: 'application/json',
  body: JSON.stringify(tree),
})
