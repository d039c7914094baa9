type Policies = {
  createPolicy(name: 'default', rules: { createHTML: (text: string) => string | null }): unknown
}

declare global {
  interface Window {
    trustedTypes?: Policies
  }
}

/**
 * SECURITY: the CSP lets no text become markup. The one exception is none at all: react-aria's announcer empties itself
 * with innerHTML = '', and would throw without a policy that lets the empty text pass.
 */
export function allowOnlyEmptyMarkup(): void {
  window.trustedTypes?.createPolicy('default', { createHTML: (text) => (text === '' ? '' : null) })
}
