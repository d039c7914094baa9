/** An expression, and what stands in the body for it, as JSON. The test runs each of them. */
export type FilterHelp = { filter: string; example: string; gives: string }

/** What the examples have beside the usual sample of a critical event. */
export const helpData = { tags: ['edr', 'Word Macro'], site: { room: { floor: 3 } } }

/** One example of each filter there is. */
export const filterHelp: readonly FilterHelp[] = [
  { filter: 'default', example: "data.ticket | default('none')", gives: '"none"' },
  { filter: 'truncate', example: 'data.rule.name | truncate(12)', gives: '"LSASS memor…"' },
  { filter: 'upper', example: 'data.severity | upper', gives: '"CRITICAL"' },
  { filter: 'lower', example: 'data.agent.name | lower', gives: '"win-fin-07"' },
  { filter: 'trim', example: "' SOC ' | trim", gives: '"SOC"' },
  { filter: 'map', example: "data.severity | map('critical=P1, high=P2, *=P3')", gives: '"P1"' },
  { filter: 'wrap', example: "data.agent.name | wrap(' (', ')')", gives: '" (WIN-FIN-07)"' },
  { filter: 'before', example: "'j.doe@contoso.com' | before('@')", gives: '"j.doe"' },
  { filter: 'after', example: "'j.doe@contoso.com' | after('@')", gives: '"contoso.com"' },
  { filter: 'slug', example: 'data.rule.name | slug', gives: '"lsass_memory_read"' },
  { filter: 'label', example: 'data.rule.name | label', gives: '"LSASS-memory-read"' },
  { filter: 'url', example: 'data.link | url', gives: '"https://console.example.com/alerts/4711"' },
  { filter: 'text', example: 'data.site.room.floor | text', gives: '"3"' },
  { filter: 'number', example: "'42' | number", gives: '42' },
  { filter: 'utc', example: 'timestamp | utc', gives: '"2026-11-23 10:42:17"' },
  { filter: 'epoch_s', example: 'timestamp | epoch_s', gives: '1795430537.123' },
  { filter: 'epoch_ms', example: 'timestamp | epoch_ms', gives: '1795430537123' },
  { filter: 'join', example: "data.tags | join(', ')", gives: '"edr, Word Macro"' },
  { filter: 'lines', example: 'data.tags | lines', gives: '"edr\\nWord Macro"' },
  { filter: 'first', example: 'data.tags | first', gives: '"edr"' },
  { filter: 'last', example: 'data.tags | last', gives: '"Word Macro"' },
  { filter: 'without', example: "data.network | without('source_ip')", gives: '{"destination_ip":"203.0.113.77"}' },
  { filter: 'flatten', example: 'data.site | flatten', gives: '{"room_floor":3}' },
  { filter: 'strings', example: 'data.site | strings', gives: '{"room":{"floor":"3"}}' },
  { filter: 'json', example: 'data.tags | json', gives: '"[\\"edr\\",\\"Word Macro\\"]"' },
]
