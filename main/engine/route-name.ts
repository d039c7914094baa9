import { hash } from 'node:crypto'
import type { Route } from './route.ts'

const names = new WeakMap<Route, string>()

/**
 * Equal of equal routes, and of no others. SECURITY: hashed, for a route holds keys and passwords, and a key of a map is
 * easily shown.
 */
export function nameRoute(route: Route): string {
  let name = names.get(route)
  if (name === undefined) names.set(route, (name = hash('sha256', JSON.stringify(route), 'base64')))
  return name
}
