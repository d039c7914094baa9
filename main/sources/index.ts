import type { Settings } from '../../preload/contract/settings.ts'
import type { Source, SourceKind } from '../../preload/contract/source.ts'
import type { FolderParts } from './folder/look.ts'
import { openFolderSource } from './folder/source.ts'
import { openHttpSource } from './http/source.ts'
import type { SourceOf, SourceParts } from './source.ts'

export type Sources = ReturnType<typeof openSources>

/** Where events come in. A source that is missing here does not compile. */
export function openSources(parts: SourceParts & FolderParts) {
  const sources = { http: openHttpSource(parts), folder: openFolderSource(parts) } satisfies {
    [K in SourceKind]: SourceOf<K>
  }

  return {
    ...sources,
    /** In the order the window shows them. */
    all: (): Source[] => Object.values(sources).map((source) => source.view()),
    follow: (settings: Settings['sources']): void => {
      sources.http.follow(settings.http)
      sources.folder.follow(settings.folder)
    },
    close: async (): Promise<void> => {
      await Promise.all(Object.values(sources).map((source) => source.close()))
    },
  }
}
