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

test('no text becomes markup, and there is no trusted-types policy but the page’s own (checklist 7)', () => {
  expect(directives.get('require-trusted-types-for')).toEqual(["'script'"])
  expect(directives.get('trusted-types')).toEqual(['default'])
})

test('no directive is there twice: browsers ignore the second', () => {
  expect(directives.size).toBe(contentSecurityPolicy.split('; ').length)
})

test('styles come from our own files, and the installed react-aria still finds the mark that stops it from writing one', () => {
  expect(directives.get('style-src')).toEqual(["'self'"])
  const components = createRequire(import.meta.url).resolve('react-aria-components')
  const aria = dirname(createRequire(components).resolve('react-aria/package.json'))
  const source = readFileSync(join(aria, 'dist/private/interactions/usePress.mjs'), 'utf8')
  const [, id = 'not found'] = /STYLE_ID = '([^']+)'/.exec(source) ?? []
  expect(source).toMatch(/getElementById\([^)]*STYLE_ID\)/)
  const page = readFileSync(new URL('../../../renderer/index.html', import.meta.url), 'utf8')
  expect(page).toContain(`<meta id="${id}" />`)
})
