import type { Json } from '../../templates/json.ts'

const textsOf = (part: string, names: readonly string[]): Json => ({
  $if: `{{ data.${part} }}`,
  ...Object.fromEntries(names.map((name) => [name, `{{ data.${part}.${name} | join(", ") }}`])),
})

/**
 * Each value as a text: the schema Power Automate makes of a sample refuses a number, a list or a null where the sample
 * had a text. `data` is all of the event as it came: it is in no schema, and so may be anything.
 */
export const powerAutomateBody: Json = {
  id: '{{ id }}',
  type: '{{ type }}',
  timestamp: '{{ timestamp }}',
  severity: '{{ data.severity }}',
  title: '{{ data.title }}',
  description: '{{ data.description }}',
  agent: textsOf('agent', ['id', 'name', 'ip', 'os']),
  user: textsOf('user', ['name']),
  network: textsOf('network', ['source_ip', 'destination_ip']),
  rule: textsOf('rule', ['id', 'name']),
  mitre: textsOf('mitre', ['tactic_id', 'technique_id', 'technique']),
  link: '{{ data.link | text }}',
  test: '{{ data.test | text }}',
  data: '{{ data }}',
}

/** From this Power Automate makes the schema that it holds bodies to. */
export const samplePayload = {
  id: 'evt_01JD8M3Q7W5N2X4C6V8B0K9Z1R',
  type: 'security.critical',
  timestamp: '2026-11-23T10:42:17.123Z',
  severity: 'critical',
  title: 'Credential dumping detected on WIN-FIN-07',
  description: 'A process read the memory of lsass.exe.',
  agent: { id: 'agt-7f3c91', name: 'WIN-FIN-07', ip: '10.20.30.41', os: 'Windows 11 23H2' },
  user: { name: 'CONTOSO\\j.doe' },
  network: { source_ip: '10.20.30.41', destination_ip: '203.0.113.77' },
  rule: { id: 'R-1003-001', name: 'LSASS memory read' },
  mitre: { tactic_id: 'TA0006', technique_id: 'T1003.001', technique: 'LSASS Memory' },
  link: 'https://console.example.com/alerts/4711',
  test: 'false',
}
