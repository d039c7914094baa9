import { type ChosenFile, mostDroppedBytes, pieceBytes } from '../../../../preload/contract/file.ts'
import { call } from '../../../bridge.ts'
import { formatBytes } from '../../../format/bytes.ts'
import { readBase64 } from '../../webhooks/form/read-base64.ts'

/** Why a file can't be taken by dropping it; null where it can. */
export function whyNot({ size }: { size: number }): string | null {
  if (size === 0) return 'This is empty or a folder. Drop a file with events in it.'
  if (size <= mostDroppedBytes) return null
  return `A file that is dropped has at most ${formatBytes(mostDroppedBytes)}. Use “Choose file …” for this one.`
}

/** Hands a dropped file over piece by piece: the page knows no paths, and main takes none from it. Rejects with a refusal. */
export async function handOver(file: File, told: (bytes: number) => void): Promise<ChosenFile | null> {
  const { id } = await call('imports.begin', { name: file.name, size: file.size })
  for (let at = 0; at < file.size; at += pieceBytes) {
    const base64 = await readBase64(new File([file.slice(at, at + pieceBytes)], file.name))
    const { file: chosen } = await call('imports.append', { id, base64 })
    told(Math.min(file.size, at + pieceBytes))
    if (chosen !== null) return chosen
  }
  return null
}
