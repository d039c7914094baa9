import { secretField } from './parts/fields.ts'
import { checkToken } from './parts/header-fields.ts'
import { hasKey, isFlowUrl, maskFlow, recogniseFlow } from './parts/flow-url.ts'
import { withoutControls } from './parts/control-characters.ts'
import { packJson } from './parts/pack-json.ts'
import { powerAutomateAnswers } from './power-automate/answers.ts'
import { powerAutomateBody, samplePayload } from './power-automate/body.ts'
import type { Receiver } from './receiver.ts'

/** Power Automate, "When an HTTP request is received"; Azure Logic Apps have the same trigger. */
export const powerAutomate: Receiver<'power-automate', 'token'> = {
  kind: 'power-automate',
  name: 'Power Automate',
  urlExample:
    'https://….environment.api.powerplatform.com/powerautomate/automations/direct/workflows/…/triggers/manual/paths/invoke?…&sig=…',
  setUp: [
    'At make.powerautomate.com create an instant cloud flow with the trigger “When an HTTP request is received” (premium).',
    `Choose “Use sample payload to generate schema” and paste: ${JSON.stringify(samplePayload)}`,
    'Set “Who can trigger the flow” to Anyone. This changes the URL.',
    'Save the flow and copy the HTTP URL from the trigger.',
  ],
  unconfirmed: ['Hosts of the government and Chinese clouds (.us, .cn) were not seen.'],
  fields: [
    secretField('token', 'Access token', {
      required: false,
      check: checkToken('Bearer'),
      hint: 'Only for a URL without sig=: an Entra ID token for https://service.flow.microsoft.com/. It expires, mostly within the hour, and then has to be entered again.',
    }),
  ],
  check: ({ token }, url) => {
    if (token !== '' && hasKey(url))
      return { token: 'This URL is its own key (sig=), and Microsoft refuses a token beside it. Leave this empty.' }
    if (token === '' && isFlowUrl(url) && !hasKey(url))
      return {
        token:
          'This URL has no key (sig=). In the flow set “Who can trigger the flow” to Anyone, save and copy the URL again, or enter an access token.',
      }
    return {}
  },
  recognise: recogniseFlow,
  signs: false,
  credentials: ({ token }) => (token === '' ? [] : [['authorization', `Bearer ${token}`]]),
  headers: () => [],
  template: () => powerAutomateBody,
  escape: withoutControls,
  takesNull: false,
  // It takes 100 MB; 900 a minute are the 4,500 in 5 minutes of the lowest plans.
  limits: { bytes: 1024 * 1024, characters: () => null, perMinute: 900 },
  pack: packJson,
  dedup: null,
  answers: powerAutomateAnswers,
  mask: maskFlow,
}
