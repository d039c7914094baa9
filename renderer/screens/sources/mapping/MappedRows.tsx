import { eventTypeNames } from '../../../../preload/contract/event.ts'
import type { MappedRow } from '../../../../preload/contract/mapping.ts'
import { visibleText } from '../../../format/visible.ts'
import styles from './mapping.module.css'

/** What becomes of each part of the input. All of it comes from outside. */
export function MappedRows({ rows, label }: { rows: readonly MappedRow[]; label: string }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by the keyboard
    <div className={styles['table']} role="region" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Becomes</th>
            <th scope="col">Severity</th>
            <th scope="col">Title</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- a line may have several parts, and rows never move
            <tr key={index}>
              <td className={styles['number']}>{row.line}</td>
              {row.type === null ? (
                <td colSpan={3} className={styles['refused']}>
                  Refused:{' '}
                  {row.problems
                    .map(({ field, message }) => visibleText(field === null ? message : `${field}: ${message}`))
                    .join(' ')}
                </td>
              ) : (
                <>
                  <td>{row.type === 'finding' ? 'Finding' : eventTypeNames[row.type]}</td>
                  <td>{row.data?.severity}</td>
                  <td>{visibleText(row.data?.title ?? '')}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
