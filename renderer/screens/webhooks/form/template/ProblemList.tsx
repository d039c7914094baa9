import { Button } from 'react-aria-components/Button'
import type { TemplateProblem } from '../../../../../preload/contract/template.ts'
import type { Place } from './places.ts'
import styles from './template.module.css'

type ProblemListProps = { problems: readonly TemplateProblem[]; onChoose: (place: Place) => void }

/** What is wrong, in words; pressing one goes to its line. */
export function ProblemList({ problems, onChoose }: ProblemListProps) {
  return (
    <div>
      <p className={styles['count']} role="status">
        {countWords(problems)}
      </p>
      {problems.length > 0 && (
        <ul className={styles['problems']} aria-label="Problems in the template">
          {problems.map(({ severity, line, column, message }) => (
            <li key={`${line}:${column}:${message}`}>
              <Button
                className={styles['problem'] ?? ''}
                data-severity={severity}
                onPress={() => onChoose({ line, column })}
              >
                <span className={styles['where']}>
                  {severity === 'error' ? 'Error' : 'Warning'}, line {line}
                </span>
                <span>{message}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function countWords(problems: readonly TemplateProblem[]): string {
  if (problems.length === 0) return 'No problems'
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const warnings = problems.length - errors
  const counts = [
    errors > 0 && (errors === 1 ? '1 error' : `${errors} errors`),
    warnings > 0 && (warnings === 1 ? '1 warning' : `${warnings} warnings`),
  ]
  return counts.filter((count) => count !== false).join(', ')
}
