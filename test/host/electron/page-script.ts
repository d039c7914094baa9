import type { Page } from './page-setup.ts'

/** What main runs in a page. */
export function createPageScript(page: Promise<Page>) {
  async function evaluate(expression: string, userGesture = false): Promise<unknown> {
    const { session } = await page
    const request = { expression, userGesture, awaitPromise: true, returnByValue: true }
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', request)
    if (!exceptionDetails) return result.value
    throw new Error(exceptionDetails.exception?.description?.split('\n')[0] ?? exceptionDetails.text)
  }

  /** Runs the page's beforeunload listeners without the question that Chromium would show. */
  async function mayUnload(): Promise<boolean> {
    const asks = `(() => {
      const event = document.createEvent('BeforeUnloadEvent')
      event.initEvent('beforeunload', false, true)
      window.dispatchEvent(event)
      return event.defaultPrevented || Boolean(event.returnValue)
    })()`
    const late = new Promise<boolean>((resolve) => {
      setTimeout(resolve, 5000, false).unref()
    })
    return !(await Promise.race([evaluate(asks).catch(() => false), late]))
  }

  return {
    evaluate,
    mayUnload,
    setZoom: (factor: number) => {
      page
        .then(({ session }) => session.send('Emulation.setPageScaleFactor', { pageScaleFactor: factor }))
        .catch(() => {})
    },
  }
}
