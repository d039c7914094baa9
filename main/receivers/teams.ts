import type { Json } from '../templates/json.ts'
import { maskFlow, recogniseTeamsFlow } from './parts/flow-url.ts'
import { packJson } from './parts/pack-json.ts'
import type { Fits, Receiver } from './receiver.ts'
import { teamsAnswers } from './teams/answers.ts'
import { teamsCard } from './teams/card.ts'
import { escapeTeams } from './teams/text.ts'

/** Microsoft Teams: a workflow that posts the card it is sent. It answers before it posts. */
export const teams: Receiver<'teams', never> = {
  kind: 'teams',
  name: 'Microsoft Teams',
  urlExample:
    'https://….environment.api.powerplatform.com/powerautomate/automations/direct/workflows/…/triggers/manual/paths/invoke?…&sig=…',
  setUp: [
    'In Teams open the menu … of the channel and choose Workflows.',
    'Choose “Send webhook alerts to a channel”, and the team and channel.',
    'In its trigger set “Who can trigger the flow” to Anyone, and save.',
    'Copy the URL of the webhook.',
  ],
  unconfirmed: [
    'How often a workflow may be started is documented for the older connectors only (4 a second, 60 in 30 seconds, 100 an hour); the form presets 60 a minute.',
    'Older versions of Teams on phones may show a backslash in front of characters such as * and _.',
    'Hosts of the government and Chinese clouds (.us, .cn) were not seen.',
  ],
  fields: [],
  check: () => ({}),
  recognise: (url) => (isConnector(url) ? retired : recogniseTeamsFlow(url)),
  signs: false,
  credentials: () => [],
  headers: () => [],
  template: () => teamsCard,
  escape: escapeTeams,
  takesNull: true,
  // Teams takes messages of 28,672 bytes, but a body of 24,453 became one of 28,897 (Databricks DQX, Teams destination).
  limits: { bytes: 18 * 1024, characters: () => null, perMinute: 60 },
  pack: (tree) => packJson(onlyUrlNull(tree)),
  dedup: null,
  answers: teamsAnswers,
  mask: maskFlow,
}

/** `contentUrl` has to be null. Any other makes the workflow fail, after it has said yes: a value the event doesn't have. */
function onlyUrlNull(tree: Json): Json {
  if (Array.isArray(tree)) return tree.map(onlyUrlNull)
  if (tree === null || typeof tree !== 'object') return tree
  const entries = Object.entries(tree).filter(([key, value]) => value !== null || key === 'contentUrl')
  return Object.fromEntries(entries.map(([key, value]) => [key, onlyUrlNull(value)]))
}

const isConnector = ({ hostname, pathname }: URL): boolean =>
  pathname.startsWith('/webhook') &&
  (/\.webhook\.office(365)?\.com$/.test(hostname) || /^outlook\.office(365)?\.com$/.test(hostname))

const retired: Fits = {
  kind: 'retired',
  words:
    'This is the URL of an Office 365 connector. Microsoft switched those off in 2026; workflows replaced them. ' +
    'In Teams open the menu … of the channel, choose Workflows, then “Send webhook alerts to a channel”, and paste the URL it gives.',
}
