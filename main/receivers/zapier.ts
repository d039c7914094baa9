import { flatten } from '../templates/flatten.ts'
import { withoutControls } from './parts/control-characters.ts'
import { maskAllBut } from './parts/mask-all-but.ts'
import { packJson } from './parts/pack-json.ts'
import type { Receiver } from './receiver.ts'
import { zapierAnswers } from './zapier/answers.ts'

const hook = /^\/hooks\/(catch|standard)\/(\d+\/)?[A-Za-z0-9]+(\/silent)?\/?$/

/** Zapier, "Webhooks by Zapier": one flat object, each key of which can be used in the steps of the Zap. */
export const zapier: Receiver<'zapier', never> = {
  kind: 'zapier',
  name: 'Zapier',
  urlExample: 'https://hooks.zapier.com/hooks/catch/…/…/',
  setUp: [
    'At zapier.com create a Zap with the trigger Webhooks by Zapier, and choose Catch Hook.',
    'Copy the webhook URL it shows.',
    'After the first test here, choose Test trigger there: it then knows the names of the fields.',
    'Publish the Zap.',
  ],
  unconfirmed: [
    'A Zap that is switched off is believed to answer as one that runs.',
    'What a deleted hook or a body of more than 10 MB is answered is not documented.',
  ],
  fields: [],
  check: () => ({}),
  recognise: (url) =>
    url.hostname === 'hooks.zapier.com' && url.port === '' && hook.test(url.pathname)
      ? { kind: 'fits', url: url.href, fields: {} }
      : null,
  signs: false,
  credentials: () => [],
  headers: () => [],
  template: () => '{{ event }}',
  escape: withoutControls,
  takesNull: false,
  // It takes 10 MB, 30 requests a second of each hook, and 10,000 in 5 minutes of all hooks of a user.
  limits: { bytes: 1024 * 1024, characters: () => null, perMinute: 1200 },
  // Zapier would flatten it by itself; how it names the keys then is not documented.
  pack: (tree) => packJson(flatten(tree) ?? {}),
  dedup: null,
  answers: zapierAnswers,
  mask: (url) => maskAllBut(url, ['hooks', 'catch', 'standard', 'silent']),
}
