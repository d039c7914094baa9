import type { Filter, StoredFilter } from '../../preload/contract/filter.ts'
import { asGroup, isGroup, peel } from './filter-parts.ts'
import { conditionWords, filterSummary, matchingNames, matchingOf } from './filter-words.ts'
import styles from './FilterWords.module.css'

/** Which events of its types a webhook wants, in words. */
export function FilterWords({ filter }: { filter: StoredFilter }) {
  if (filter === null) return filterSummary(null)
  if (filter.op === 'unreadable') return 'It can’t be read, so every event of these types is sent'
  return <Part filter={filter} path="" />
}

function Part({ filter, path }: { filter: Filter; path: string }) {
  const { inner, negated } = peel(filter, path)
  if (!isGroup(inner)) return conditionWords(inner, negated)
  const { parts } = asGroup(filter, path)
  const [only] = parts
  if (only && parts.length === 1 && !negated) return <Part {...only} />
  return (
    <>
      {matchingNames[matchingOf(inner.op, negated)]}:
      <ul className={styles['parts']}>
        {parts.map((part) => (
          <li key={part.path}>
            <Part {...part} />
          </li>
        ))}
      </ul>
    </>
  )
}
