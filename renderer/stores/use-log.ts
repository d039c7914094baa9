import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import { createLog, type LogSource } from './log.ts'
import { mirror } from './mirror.ts'

/** A log on the screen. Make `source` once per filter: another one starts the list over. */
export function useLog<T extends { id: string; seq: number }>(source: LogSource<T>) {
  const log = useMemo(() => createLog(source, mirror), [source])
  useEffect(() => log.follow(), [log])
  return { ...useStore(log.store), loadMore: log.loadMore }
}
