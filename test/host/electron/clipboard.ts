import { loud } from './loud.ts'

let text = ''

/** A clipboard of this process alone: a test must not overwrite the one of whoever runs it. */
export const clipboard = loud('clipboard', {
  readText: async () => await Promise.resolve(text),
  writeText: async (next) => {
    text = await Promise.resolve(next)
  },
  clear: () => {
    text = ''
  },
} satisfies Partial<Electron.Clipboard>)
