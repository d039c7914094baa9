import type { Severity } from '../../../preload/contract/event.ts'
import { ruleDraftSchema, type RuleDraft, type SigmaLine, type SigmaPreview } from '../../../preload/contract/rule.ts'
import { problemIn } from '../../conditions/compile.ts'
import { type Detection, mapDetection } from './detection.ts'
import type { Note } from './note.ts'
import { entriesOf, type MoreDocuments, mostDocuments, readSigma, scalarOf, type SigmaDocument } from './read.ts'

const severities: Record<string, Severity> = {
  critical: 'critical',
  high: 'high',
  medium: 'medium',
  low: 'low',
  informational: 'info',
}
/** They say something about the rule, and nothing of what it matches. */
const about = new Set(
  'id name status description references author date modified tags falsepositives fields license related scope taxonomy'.split(
    ' ',
  ),
)
/** Sigma knows none: it would keep back what happens on another host. */
const coolDownSeconds = 0
const longestText = 200

/** What of Sigma rules has its equal here, line by line. Nothing is left out without a word. */
export function previewSigma(text: string): SigmaPreview {
  const { documents, more, lineOf } = readSigma(text)
  const sources = text.split(/\r?\n/)
  const read = (map: (note: Note) => { title: string; draft: RuleDraft | null }) => {
    const lines: SigmaLine[] = []
    const note: Note = ([from, to], fate, says) => {
      const line = lineOf(from)
      const shown = (sources[line - 1] ?? '').trim().slice(0, longestText)
      lines.push({ line, until: Math.max(line, lineOf(Math.max(from, to - 1))), text: shown, fate, says })
    }
    return { ...map(note), lines: lines.toSorted((a, b) => a.line - b.line) }
  }
  const rules = documents.map((document) => read((note) => mapDocument(document, note)))
  return { rules: more === null ? rules : [...rules, read((note) => leaveOut(more, note))] }
}

function leaveOut({ count, place }: MoreDocuments, note: Note) {
  note(place, 'refused', `At most ${mostDocuments} rules are read at once. Paste these by themselves.`)
  return { title: count === 1 ? '1 more rule' : `${count} more rules`, draft: null }
}

function mapDocument({ root, place, problem }: SigmaDocument, note: Note): { title: string; draft: RuleDraft | null } {
  if (problem) note(problem.place, 'refused', problem.says)
  const entries = problem ? null : entriesOf(root)
  if (!entries) {
    if (!problem) note(place, 'refused', 'This is not a Sigma rule: it has no title and no detection.')
    return { title: 'Unreadable', draft: null }
  }
  let title = ''
  let severity: Severity = 'medium'
  let detection: Detection | null = null
  let refused = false
  for (const { key, value, place: at } of entries) {
    const scalar = scalarOf(value)
    if (key === 'title') {
      title = String(scalar ?? '')
        .trim()
        .slice(0, 120)
      note(at, 'taken', 'The name of the rule')
    } else if (key === 'level') {
      const known = severities[String(scalar)]
      severity = known ?? severity
      note(
        at,
        known ? 'taken' : 'other',
        known ? 'The severity of its alerts' : 'Not a level of Sigma: its alerts are medium.',
      )
    } else if (key === 'detection') detection = mapDetection({ key, value, place: at }, note)
    else if (key === 'logsource')
      note(at, 'other', 'Not asked here: the rule looks at all that comes in. Add a condition where that is too much.')
    else if (about.has(key)) note(at, 'left', 'Changes nothing of what it matches; not kept.')
    else {
      refused = true
      const says = key === 'correlation' ? 'Correlations of rules have no equal here.' : `“${key}” is not known here.`
      note(at, 'refused', says)
    }
  }
  if (!entries.some(({ key }) => key === 'detection'))
    note(place, 'refused', 'It has no detection, so nothing to match.')
  if (refused || detection === null) return { title: title || 'Without a title', draft: null }
  const parsed = ruleDraftSchema.safeParse({ name: title || 'Sigma rule', severity, coolDownSeconds, ...detection })
  const broken = parsed.success ? problemIn(detection.filter) : (parsed.error.issues[0]?.message ?? 'It is too large.')
  if (broken !== null) note(place, 'refused', broken)
  return { title: title || 'Without a title', draft: parsed.success && broken === null ? parsed.data : null }
}
