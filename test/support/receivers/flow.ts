import { randomBytes } from 'node:crypto'
import { type PlainAnswer, reply } from '../answers.ts'
import type { Received } from '../received.ts'

const host = 'default5a1f0c2e9b7d4836a1c2d3e4f5a6b7.c8.environment.api.powerplatform.com'
const workflow = '0f1e2d3c4b5a69788796a5b4c3d2e1f0'
const path = `/powerautomate/automations/direct/workflows/${workflow}/triggers/manual/paths/invoke`

export const refuse = (status: number, code: string, message: string): PlainAnswer =>
  reply(status, { 'content-type': 'application/json; charset=utf-8' }, JSON.stringify({ error: { code, message } }))

const needsKey = 'The request to trigger the workflow must be authenticated only by Shared Access scheme.'
const needsToken = 'The OAuth authorization scheme is required.'

/**
 * What Power Automate looks at before a flow runs, as Teams' workflows have it too. `token`: only signed-in users may
 * start it, with this one. Sources: power-automate-docs, oauth-authentication; azure-docs, connectors-native-reqres.
 */
export function openFlow({ token = null }: { token?: string | null } = {}) {
  const sig = randomBytes(32).toString('base64url')
  const query = token === null ? `?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=${sig}` : '?api-version=1'
  const known = `${path}${query}`

  /** null: it runs. */
  function check({ path: asked, headers, body }: Received): PlainAnswer | null {
    const url = new URL(asked, `https://${host}`)
    if (url.pathname !== path) return refuse(404, 'WorkflowNotFound', `The workflow '${workflow}' could not be found.`)
    const { authorization } = headers
    if (token === null) {
      if (authorization !== undefined || url.searchParams.get('sig') !== sig)
        return refuse(401, 'DirectApiAuthorizationRequired', needsKey)
    } else {
      if (authorization === undefined) return refuse(401, 'DirectApiAuthorizationRequired', needsToken)
      if (authorization !== `Bearer ${token}`)
        return refuse(
          401,
          'MisMatchingOAuthClaims',
          'One or more claims do not match the open authentication access control policy.',
        )
    }
    try {
      if (!/^application\/json(;|$)/.test(headers['content-type'] ?? '')) throw new Error('no JSON')
      JSON.parse(body)
      return null
    } catch {
      return refuse(400, 'InvalidRequestContent', 'The request content is not valid and could not be deserialized.')
    }
  }

  return { url: `https://${host}${known}`, check, secrets: token === null ? [sig, workflow] : [token, workflow] }
}
