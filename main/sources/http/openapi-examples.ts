const dumping = {
  severity: 'critical',
  title: 'Credential dumping detected on WIN-FIN-07',
  agent: { id: 'agt-7f3c91', name: 'WIN-FIN-07' },
  mitre: { technique_id: 'T1003.001', technique: 'LSASS Memory' },
}
const logon = { severity: 'medium', title: 'Logon outside working hours', user: { name: 'CONTOSO\\j.doe' } }
const lines = (values: object[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('')

const event = { type: 'security.critical', data: dumping }
const withId = {
  id: 'edr-4711',
  type: 'security.high',
  timestamp: '2026-11-23T10:42:17Z',
  data: { ...dumping, severity: 'high' },
}

/** Requests the OpenAPI document shows; the tests send each of them. */
export const examples = {
  events: {
    json: {
      one: { summary: 'One event', value: event },
      several: { summary: 'Several, one with an id of its own', value: [event, withId] },
    },
    ndjson: lines([event, withId]),
  },
  findings: {
    json: {
      one: { summary: 'Becomes a Critical Security Event', value: { data: dumping } },
      mild: { summary: 'Only feeds alert rules', value: { data: logon } },
    },
    ndjson: lines([{ data: dumping }, { data: logon }]),
  },
  heartbeat: { json: { named: { summary: 'With the agent’s name', value: { name: 'WIN-FIN-07' } } } },
}
