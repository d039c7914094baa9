import { create } from 'zustand'

export type Toast = {
  id: number
  message: string
  tone: 'quiet' | 'danger'
  action: { label: string; onPress: () => void } | null
  /** Id of what it speaks of: once that has changed again, it would offer to take back what is no more. */
  about: string | null
}

type Options = { action?: Toast['action']; tone?: Toast['tone']; about?: string }

export const useToasts = create<{ toasts: readonly Toast[] }>(() => ({ toasts: [] }))

let lastId = 0

/** Says what was done and offers to take it back. It stays until it has been there 12 s unread; see ToastRegion. */
export function toast(message: string, { action = null, tone = 'quiet', about }: Options = {}): void {
  if (about !== undefined) dismissToastsAbout(about)
  const added: Toast = { id: (lastId += 1), message, tone, action, about: about ?? null }
  // Three at most: more would hide what they talk about.
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts, added].slice(-3) }))
}

export const dismissToast = (id: number): void =>
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((one) => one.id !== id) }))

export const dismissToastsAbout = (about: string): void =>
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((one) => one.about !== about) }))
