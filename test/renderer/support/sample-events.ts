import type { EventRow, EventType, SecurityEvent, Severity } from '../../../preload/contract/event.ts'

const kinds: [EventType, Severity, string, string | null][] = [
  ['security.critical', 'critical', 'Credential dumping detected on WIN-FIN-07', 'WIN-FIN-07'],
  ['security.high', 'high', 'Suspicious PowerShell with an encoded command', 'WIN-HR-12'],
  ['agent.offline', 'medium', 'Agent stopped reporting 6 min ago', 'LNX-WEB-02'],
  ['agent.online', 'info', 'Agent is reporting again', 'LNX-WEB-02'],
  ['alert.triggered', 'high', 'Rule matched: 5 failed sign-ins, then a success', 'CONTOSO\\j.doe'],
]

/** Newest first; `seq` counts down to 1. */
export function sampleEvents(now = Date.now(), count = 12): EventRow[] {
  return Array.from({ length: count }, (_, index) => {
    const [type, severity, title, subject] = kinds[index % kinds.length]!
    const at = now - 12_000 - index * index * 9000
    return {
      seq: count - index,
      id: `evt_${String(count - index).padStart(6, '0')}`,
      type,
      severity,
      title,
      subject,
      source: 'manual',
      happenedAt: at,
      acceptedAt: at + 20,
      deliveries: type === 'agent.online' ? 0 : 3,
      delivered: type === 'agent.online' ? 0 : index % 4,
    }
  })
}

/** What `events.sample` answers: realistic, and ready to be sent. */
export function sampleEventOf(type: EventType): Pick<SecurityEvent, 'type' | 'data'> {
  const [, severity, title, subject] = kinds.find(([kind]) => kind === type)!
  return {
    type,
    data: {
      severity,
      title,
      description: 'A process read the memory of lsass.exe with rights that allow dumping credentials.',
      agent: { id: 'agt-7f3c91', name: subject, ip: '10.20.30.41', os: 'Windows 11 23H2' },
      user: { name: 'CONTOSO\\j.doe' },
      rule: { id: 'R-1003-001', name: 'LSASS memory read' },
      mitre: { tactic_id: 'TA0006', technique_id: 'T1003.001', technique: 'LSASS Memory' },
      link: 'https://console.example.com/alerts/88213',
      test: false,
    },
  }
}

export function sampleEvent(row: EventRow): SecurityEvent {
  const { type, data } = sampleEventOf(row.type)
  return { id: row.id, type, timestamp: new Date(row.happenedAt).toISOString(), data: { ...data, title: row.title } }
}
