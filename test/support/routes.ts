import type { LookupAddress } from 'node:dns'
import type { Connected, ConnectResult } from '../../main/engine/connect.ts'
import type { LookupAll } from '../../main/engine/guard.ts'
import type { Route } from '../../main/engine/route.ts'

export const aRoute = (given: Partial<Route> = {}): Route => ({
  caCertificate: null,
  clientCertificate: null,
  pins: [],
  agreed: null,
  proxy: null,
  ...given,
})

/** A resolver that knows these names, notes what it is asked, and fails with ENOTFOUND for any other. */
export function aLookup(names: Record<string, string[]>) {
  const looked: string[] = []
  const lookup: LookupAll = (name, _options, callback) => {
    looked.push(name)
    const found = names[name]?.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 }))
    queueMicrotask(() =>
      found ? callback(null, found) : callback(Object.assign(new Error(name), { code: 'ENOTFOUND' }), []),
    )
  }
  return { lookup, looked }
}

export function connectedOf(result: ConnectResult): Connected {
  if (!result.ok) throw new Error(`Not connected: ${result.fault.phase} ${result.fault.code}`)
  return result.connected
}

export function faultOf(result: ConnectResult) {
  if (result.ok) throw new Error('Connected, which it should not be')
  return result.fault
}
