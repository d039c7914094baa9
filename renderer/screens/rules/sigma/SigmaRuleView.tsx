import type { SigmaLine, SigmaPreview } from '../../../../preload/contract/rule.ts'
import { Button } from '../../../components/Button.tsx'
import { visibleText } from '../../../format/visible.ts'
import { addRuleOf } from '../../../stores/view.ts'
import styles from './SigmaPanel.module.css'

const fates: Record<SigmaLine['fate'], { shape: string; word: string; tone: string }> = {
  taken: { shape: '●', word: 'Maps', tone: 'ok' },
  other: { shape: '▲', word: 'Differs', tone: 'warn' },
  left: { shape: '○', word: 'Not used', tone: 'off' },
  refused: { shape: '✕', word: 'Does not map', tone: 'danger' },
}

/** One Sigma rule, line by line. */
export function SigmaRuleView({ rule: { title, draft, lines } }: { rule: SigmaPreview['rules'][number] }) {
  const refused = lines.filter(({ fate }) => fate === 'refused').length
  return (
    <section className={styles['rule']} aria-label={visibleText(title)}>
      <div className={styles['head']}>
        <h3 className={styles['title']}>{visibleText(title)}</h3>
        {draft !== null && (
          <Button small onPress={() => addRuleOf(draft)}>
            Use as rule
          </Button>
        )}
      </div>
      {draft === null && (
        <p className={styles['problem']}>
          Not imported: {refused === 1 ? 'one line does' : `${refused} lines do`} not map, and without them it would
          mean something else.
        </p>
      )}
      <ol className={styles['lines']}>
        {lines.map(({ line, until, text, fate, says }, index) => (
          // A line may be spoken of twice; the list never changes.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className={styles['line']}>
            <span className={styles['number']}>{line === until ? line : `${line}–${until}`}</span>
            <code className={styles['text']}>{visibleText(text)}</code>
            <span className={styles['fate']} data-tone={fates[fate].tone}>
              <span aria-hidden="true">{fates[fate].shape}</span> {fates[fate].word}
            </span>
            <span className={styles['says']}>{visibleText(says)}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
