import type { EventInput, EventType } from '../../preload/contract/event.ts'

type Sample = Pick<EventInput, 'type' | 'data'>

const agent = { id: 'agt-7f3c91', name: 'WIN-FIN-07', ip: '10.20.30.41', os: 'Windows 11 23H2' }

const samples: Record<EventType, Sample['data']> = {
  'security.critical': {
    severity: 'critical',
    title: 'Credential dumping detected on WIN-FIN-07',
    description: 'A process read the memory of lsass.exe.',
    agent,
    user: { name: 'CONTOSO\\j.doe' },
    network: { source_ip: '10.20.30.41', destination_ip: '203.0.113.77' },
    rule: { id: 'R-1003-001', name: 'LSASS memory read' },
    mitre: { tactic_id: 'TA0006', technique_id: 'T1003.001', technique: 'LSASS Memory' },
    link: 'https://console.example.com/alerts/4711',
  },
  'security.high': {
    severity: 'high',
    title: 'Encoded PowerShell started by winword.exe',
    description: 'A document started PowerShell with an encoded command.',
    agent,
    user: { name: 'CONTOSO\\j.doe' },
    rule: { id: 'R-1059-004', name: 'Office starts a shell' },
    mitre: { tactic_id: 'TA0002', technique_id: 'T1059.001', technique: 'PowerShell' },
    link: 'https://console.example.com/alerts/4712',
  },
  'agent.offline': {
    severity: 'medium',
    title: 'WIN-FIN-07 stopped reporting',
    description: 'No sign of life for 5 minutes.',
    agent,
    link: 'https://console.example.com/agents/agt-7f3c91',
  },
  'agent.online': {
    severity: 'info',
    title: 'WIN-FIN-07 reports again',
    description: 'Back after 12 minutes.',
    agent,
    link: 'https://console.example.com/agents/agt-7f3c91',
  },
  'alert.triggered': {
    severity: 'high',
    title: 'Rule matched: 5 failed sign-ins, then a success',
    description: 'The same user failed 5 times within 2 minutes and then signed in.',
    user: { name: 'CONTOSO\\j.doe' },
    rule: { id: 'C-0012', name: 'Password guessing that worked' },
    link: 'https://console.example.com/alerts/4713',
  },
}

/** An event of this type to try things out with. `data.test` says whether it is only a test. */
export const sampleOf = (type: EventType, test: boolean): Sample => ({ type, data: { ...samples[type], test } })
