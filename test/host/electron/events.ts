export type HostEvent<T extends object = object> = T & { defaultPrevented: boolean; preventDefault(): void }

/** The first argument of Electron's events. */
export function createEvent<T extends object>(details: T = {} as T): HostEvent<T> {
  const event = {
    ...details,
    defaultPrevented: false,
    preventDefault: () => {
      event.defaultPrevented = true
    },
  }
  return event
}
