import { makeSigningSecret } from '../engine/sign.ts'

export type MadeSecrets = ReturnType<typeof openMadeSecrets>

/** Signing secrets of webhooks not saved yet, so that a test before the first save signs as the save will. */
export function openMadeSecrets() {
  const made = new Map<string, string>()
  return {
    /** The one of a webhook, made where there is none. */
    of: (id: string): string => {
      const secret = made.get(id) ?? makeSigningSecret()
      made.set(id, secret)
      return secret
    },
    find: (id: string): string | null => made.get(id) ?? null,
    forget: (id: string): void => void made.delete(id),
  }
}
