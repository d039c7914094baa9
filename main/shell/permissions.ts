/** The part of Electron's Session that grants things. */
export type PermissionGuard = {
  setPermissionRequestHandler(
    ask: (contents: unknown, permission: string, decide: (granted: boolean) => void) => void,
  ): void
  setPermissionCheckHandler(check: () => boolean): void
  setDevicePermissionHandler(check: () => boolean): void
  setDisplayMediaRequestHandler(choose: (request: unknown, decide: (streams: object) => void) => void): void
  on(event: 'will-download', listener: (event: { preventDefault(): void }) => void): unknown
}

/**
 * SECURITY (Electron checklist 5): the page needs no permission and gets none. Electron grants everything to a session
 * without handlers, so each way of asking has one. Copying text goes through a command of main.
 */
export function denyPermissions(session: PermissionGuard): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, decide) => decide({}))
  // Exports are written by main, where the analyst chose the place.
  session.on('will-download', (event) => event.preventDefault())
}
