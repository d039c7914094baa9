import { readFileSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { Script } from 'node:vm'
import { loud } from '../electron/loud.ts'
import { makeBridge } from './bridge.ts'
import { makeCodec } from './codec.ts'
import { type PreloadConfig, isolatedWorld } from './isolated-world.ts'
import { mainWorld } from './main-world.ts'

export const isolatedWorldName = 'Electron Isolated Context'
/** What the preload's world calls to reach main, and what main calls in it. */
export const binding = '__castellanHost'
export const receiver = '__castellanHostReceive'

// Node.js strips types when it loads a file, so a function's text is JavaScript by now.
const source = (run: (...args: never[]) => unknown) => `(${run.toString()})`
const call = (run: (...args: never[]) => unknown, args: readonly string[]) => `${source(run)}(${args.join(', ')})`

export const mainWorldScript = (secret: string, schemes: readonly string[]) =>
  call(mainWorld, [JSON.stringify(secret), JSON.stringify(schemes), source(makeBridge)])

/** The preload goes in as text, not through eval, so the page's policy does not matter. */
export function isolatedWorldScript(secret: string, preload: string, code: string): string {
  const { platform, arch, versions, execPath } = process
  const page = { platform, arch, versions: { ...versions }, argv: [execPath] }
  const config: PreloadConfig = { secret, binding, receiver, preload, process: page }
  const wrapped = `function (require, process, module, exports) {${code}\n}`
  return call(isolatedWorld, [JSON.stringify(config), source(makeBridge), source(makeCodec), source(loud), wrapped])
}

/** Reads a preload and checks its syntax: an error in it must not take the scripts around it down. */
export function readPreload(file: string): string {
  if (!isAbsolute(file)) throw new Error('preload script must have absolute path')
  const code = readFileSync(file, 'utf8')
  // Only compiles.
  void new Script(`(function () {${code}\n})`, { filename: file })
  return code
}
