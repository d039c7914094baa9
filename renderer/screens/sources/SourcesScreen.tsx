import { Screen } from '../../components/Screen.tsx'
import { useMirror } from '../../stores/mirror.ts'
import { HttpCard } from './http/HttpCard.tsx'
import { ManualCard } from './ManualCard.tsx'
import { answerWords } from './selectors.ts'
import styles from './SourcesScreen.module.css'

/** Where events come in: a card for each source. */
export function SourcesScreen() {
  const sources = useMirror((state) => state.sources)
  return (
    <Screen title="Sources" answer={answerWords(sources)}>
      <div className={styles['cards']}>
        {sources.map((source) => {
          switch (source.kind) {
            case 'http':
              return <HttpCard key={source.kind} source={source} />
          }
        })}
        <ManualCard />
      </div>
    </Screen>
  )
}
