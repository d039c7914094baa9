import type { ImportState } from '../../../../preload/contract/file.ts'
import { visibleText } from '../../../format/visible.ts'
import { countWords } from '../count-words.ts'
import { FileProgressLine } from '../folder/FileProgressLine.tsx'
import styles from '../mapping/mapping.module.css'

/** How far it is, or how it ended. */
export function ImportRun({ run }: { run: ImportState }) {
  const { state, progress, problems, message } = run
  return (
    <>
      {state === 'running' ? (
        <FileProgressLine progress={progress} />
      ) : (
        <p role="status">
          {endWords[state]} {countWords(progress.counts)}. {message ?? ''}
        </p>
      )}
      {problems.length > 0 && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by the keyboard
        <div className={styles['table']} role="region" aria-label="What was refused" tabIndex={0}>
          <table>
            <tbody>
              {problems.map((problem, index) => (
                // oxlint-disable-next-line react/no-array-index-key -- a line may have several problems
                <tr key={index}>
                  <td className={styles['number']}>Line {problem.line}</td>
                  <td className={styles['refused']}>
                    {visibleText(`${problem.field === null ? '' : `${problem.field}: `}${problem.message}`)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

const endWords = {
  done: 'Imported:',
  cancelled: 'Cancelled. What was taken until then stays:',
  failed: 'The import has failed. What was taken until then stays:',
} as const
