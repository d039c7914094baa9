/** The part of Electron's app that is used. */
export type QuittingApp = {
  on(event: 'will-quit', listener: (event: { preventDefault(): void }) => void): unknown
  quit(): void
}

/** Requests under way may end before the app does; what is left is sent at the next start. */
export function quitWhenDone(app: QuittingApp, close: () => Promise<void>): void {
  let state: 'running' | 'closing' | 'closed' = 'running'
  app.on('will-quit', (event) => {
    if (state === 'closed') return
    event.preventDefault()
    // Asked a second time it is on its way.
    if (state === 'closing') return
    state = 'closing'
    const end = () => {
      state = 'closed'
      app.quit()
    }
    // What can't be closed must not keep the app from ending: the ledger is made for that.
    close().then(end, end)
  })
}
