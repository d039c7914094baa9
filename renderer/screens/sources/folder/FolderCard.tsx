import type { FolderSource } from '../../../../preload/contract/source.ts'
import { call, refusalWords } from '../../../bridge.ts'
import { Button } from '../../../components/Button.tsx'
import { toast } from '../../../components/toasts.ts'
import { useMirror } from '../../../stores/mirror.ts'
import { SourceCard } from '../SourceCard.tsx'
import { sourceNames } from '../selectors.ts'
import { SourceMapping } from '../mapping/SourceMapping.tsx'
import cards from '../SourceCard.module.css'
import { FileProgressLine } from './FileProgressLine.tsx'

export function FolderCard({ source }: { source: FolderSource }) {
  const settings = useMirror((state) => state.settings.sources.folder)

  const ask = async (work: () => Promise<unknown>) => {
    try {
      await work()
    } catch (error) {
      toast(refusalWords(error), { tone: 'danger' })
    }
  }
  const choose = async () => {
    const { path, files } = await call('sources.folder.choose', {})
    if (path !== null && files > 0)
      toast(`${files} ${files === 1 ? 'file' : 'files'} in it will be taken and moved once you turn it on.`)
    return path
  }
  const onSwitch = async (on: boolean) => {
    // Without a folder there is nothing to watch: the first time one is chosen.
    if (on && settings.path === '' && (await choose()) === null) return
    await call('settings.update', { sources: { folder: { on } } })
  }

  return (
    <SourceCard
      title={sourceNames.folder}
      about="Files with events that are dropped into a folder: JSON, NDJSON, CEF or LEEF. Each is taken once, then moved to its folder done, or to failed with a text that says which line was wrong."
      source={source}
      on={settings.on}
      onSwitch={(on) => void ask(() => onSwitch(on))}
    >
      <div className={cards['row']}>
        <Button onPress={() => void ask(choose)}>{settings.path === '' ? 'Choose folder …' : 'Change folder …'}</Button>
        {settings.path !== '' && <code>{settings.path}</code>}
      </div>
      {settings.on && (
        <p className={cards['counters']}>
          {source.files.done} {source.files.done === 1 ? 'file' : 'files'} done · {source.files.failed} failed
          {source.waiting > 0 && ` · ${source.waiting} waiting`}
        </p>
      )}
      {source.taking !== null && <FileProgressLine progress={source.taking} />}
      <SourceMapping
        kind="folder"
        saved={settings.mapping}
        without="As each file looks"
        savedWords="Saved. The next file is read by it."
      />
    </SourceCard>
  )
}
