import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { contentSecurityPolicy } from '../../../main/shell/csp.ts'

const directives = new Map(
  contentSecurityPolicy.split('; ').map((directive) => {
    const [name = '', ...sources] = directive.split(' ')
    return [name, sources] as const
  }),
)

test('nothing is allowed that is not named (checklist 7)', () => {
  expect(directives.get('default-src')).toEqual(["'none'"])
  for (const name of [
    'connect-src',
    'frame-src',
    'worker-src',
    'object-src',
    'base-uri',
    'form-action',
    'frame-ancestors',
  ])
    expect(directives.get(name), name).toEqual(["'none'"])
})

test('scripts come from our own files and nowhere else: no inline, no eval, no host (checklist 7)', () => {
  expect(directives.get('script-src')).toEqual(["'self'"])
  expect(contentSecurityPolicy).not.toMatch(/unsafe|wasm|\*|https?:|blob:|filesystem:/)
})

test('text becomes markup or script only through the one named policy (checklist 7)', () => {
  expect(directives.get('require-trusted-types-for')).toEqual(["'script'"])
  expect(directives.get('trusted-types')).toEqual(['default'])
})

test('no directive is there twice: browsers ignore the second', () => {
  expect(directives.size).toBe(contentSecurityPolicy.split('; ').length)
})

test('the one style let in by hash is the one the installed react-aria writes', () => {
  const components = createRequire(import.meta.url).resolve('react-aria-components')
  const aria = dirname(createRequire(components).resolve('react-aria/package.json'))
  const source = readFileSync(join(aria, 'dist/private/interactions/usePress.mjs'), 'utf8')
  const [, template = ''] = /style\.textContent = `([^`]*)`\.trim\(\)/.exec(source) ?? []
  const [, attribute = ''] = /PRESSABLE_ATTRIBUTE = '([^']+)'/.exec(source) ?? []
  const text = template.replace(/\$\{[^}]+\}/, attribute).trim()
  const hash = createHash('sha256').update(text).digest('base64')
  expect(directives.get('style-src')).toEqual(["'self'", `'sha256-${hash}'`])
})
