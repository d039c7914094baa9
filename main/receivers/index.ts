import type { ReceiverKind } from '../../preload/contract/receiver.ts'
import { custom } from './custom.ts'
import { elastic } from './elastic.ts'
import { qradar } from './qradar.ts'
import { jira } from './jira.ts'
import type { Receiver } from './receiver.ts'
import { servicenow } from './servicenow.ts'
import { zendesk } from './zendesk.ts'
import { splunk } from './splunk.ts'
import { powerAutomate } from './power-automate.ts'
import { slack } from './slack.ts'
import { teams } from './teams.ts'
import { zapier } from './zapier.ts'

/** Every kind has its receiver: a missing one does not compile. */
export const receivers: { [K in ReceiverKind]: Receiver<K> } = {
  custom,
  servicenow,
  jira,
  zendesk,
  slack,
  teams,
  zapier,
  'power-automate': powerAutomate,
  splunk,
  elastic,
  qradar,
}
