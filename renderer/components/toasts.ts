import { create } from 'zustand'

export type Toast = {
  id: number
  message: string
  tone: 'quiet' | 'danger'
  action: { label: string; onPress: () => void } | null
}

export const useToasts = create<{ toasts: readonly Toast[] }>(() => ({ toasts: [] }))

let lastId = 0

/** Says what was done and offers to take it back. It stays until it has been there 12 s unread; see ToastRegion. */
export function toast(message: string, options: { action?: Toast['action']; tone?: Toast['tone'] } = {}): void {
  const added: Toast = { id: (lastId += 1), message, tone: options.tone ?? 'quiet', action: options.action ?? null }
  // Three at most: more would hide what they talk about.
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts, added].slice(-3) }))
}

export const dismissToast = (id: number): void =>
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((one) => one.id !== id) }))
