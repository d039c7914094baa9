import { Screen } from '../../components/Screen.tsx'
import { useMirror } from '../../stores/mirror.ts'
import { FolderCard } from './folder/FolderCard.tsx'
import { HttpCard } from './http/HttpCard.tsx'
import { ImportCard } from './import/ImportCard.tsx'
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
            case 'folder':
              return <FolderCard key={source.kind} source={source} />
            case 'http':
              return <HttpCard key={source.kind} source={source} />
          }
        })}
        <ImportCard />
        <ManualCard />
      </div>
    </Screen>
  )
}
