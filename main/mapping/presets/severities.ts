import type { Severity } from '../../../preload/contract/event.ts'
import type { Mapping } from '../../../preload/contract/mapping.ts'

const list = (severity: Severity, ...values: string[]) => values.map((value) => ({ value, severity }))

// Where two ranges meet the first counts, so that none leaves a gap for parts of a number.

/** The words tools use, syslog's among them. */
export const severityWords: Mapping['severities'] = [
  ...list('critical', 'critical', 'crit', 'very high', 'fatal', 'emergency', 'emerg', 'panic'),
  ...list('high', 'high', 'severe', 'major', 'alert'),
  ...list('medium', 'medium', 'med', 'moderate', 'error', 'err', 'warning', 'warn'),
  ...list('low', 'low', 'minor', 'notice'),
  ...list('info', 'info', 'informational', 'information', 'unknown', 'none', 'debug', 'trace'),
]

/** CEF: 0–3 low, 4–6 medium, 7–8 high, 9–10 very high. LEEF's `sev` goes from 1 to 10 as well. */
export const severityOfTen: Mapping['severities'] = [
  ...list('critical', '9-10'),
  ...list('high', '7-9'),
  ...list('medium', '4-7'),
  ...list('low', '1-4'),
  ...list('info', '0-1'),
]

/** Elastic's risk scores: 21 low, 47 medium, 73 high, 99 critical, each the middle of a quarter. */
export const severityOfHundred: Mapping['severities'] = [
  ...list('critical', '90-100'),
  ...list('high', '70-90'),
  ...list('medium', '40-70'),
  ...list('info', '0-0'),
  ...list('low', '0-40'),
]
