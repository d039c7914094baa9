import { type Mapping, presetNames } from '../../../../preload/contract/mapping.ts'

/** What whoever sets up a sender has to know. */
export function mappingNote(mapping: Mapping | null): string {
  if (mapping === null) return 'Events are posted in the shape of the OpenAPI file; each field that is wrong is named.'
  const how =
    mapping.format === 'json'
      ? 'as application/json, or one a line as application/x-ndjson'
      : `as text/plain, one line of ${presetNames[mapping.preset]} each`
  return `Events are posted to /v1/events ${how}. Findings and heartbeats keep the shape of the OpenAPI file.`
}
