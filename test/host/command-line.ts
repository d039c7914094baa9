export interface CommandLine {
  switches: Map<string, string>
  /** Modules to load before the app: `-r`, which is how Playwright brings its loader. */
  preloads: string[]
  app: string | undefined
  inspect: { port: number; host: string; wait: boolean } | undefined
}

/** Reads what Electron's executable takes: `[-r module] [--switch[=value]] app [arguments of the app]`. */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const line: CommandLine = { switches: new Map(), preloads: [], app: undefined, inspect: undefined }
  const rest = argv[Symbol.iterator]()
  for (const argument of rest) {
    if (line.app === undefined && (argument === '-r' || argument === '--require')) {
      const module = rest.next().value
      if (module !== undefined) line.preloads.push(module)
    } else if (argument.startsWith('--')) readSwitch(line, argument)
    else if (line.app === undefined && !argument.startsWith('-')) line.app = argument
  }
  return line
}

function readSwitch(line: CommandLine, argument: string) {
  const [, name, value = ''] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? []
  if (name === undefined) return
  if (name !== 'inspect' && name !== 'inspect-brk') {
    line.switches.set(name, value)
    return
  }
  const [, host, port] = /^(?:(.*):)?(\d+)$/.exec(value) ?? []
  line.inspect = { port: Number(port ?? 9229), host: host ?? '127.0.0.1', wait: name === 'inspect-brk' }
}
