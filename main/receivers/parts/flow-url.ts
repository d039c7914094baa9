import type { Fits } from '../receiver.ts'
import { maskAllBut } from './mask-all-but.ts'

// Power Automate runs Teams' workflows too: their URLs have the same shape.

const hosts = /^[a-z0-9.-]+\.(environment\.api\.powerplatform|logic\.azure)\.(com|us|cn)$/
const path =
  /^(\/powerautomate\/automations\/direct(\/cu\/\d+)?)?\/workflows\/[\w-]+\/triggers\/[^/]+\/paths\/invoke\/?$/

export const isFlowUrl = ({ hostname, port, pathname, search }: URL): boolean =>
  port === '' && search !== '' && hosts.test(hostname) && path.test(pathname)

/** Whether the URL is its own key: whoever has it may start the flow. */
export const hasKey = ({ searchParams }: URL): boolean =>
  [...searchParams].some(([name, value]) => name.toLowerCase() === 'sig' && value !== '')

/** An Azure Logic App, which is no part of Power Automate, keeps its URLs at this host. */
const isAtLogicApps = ({ hostname }: URL): boolean => /\.logic\.azure\.(com|us|cn)$/.test(hostname)

/**
 * Power Automate's own URLs at logic.azure.com (announced to stop on 30 November 2025) say api-version=2016-06-01. Those of
 * Azure Logic Apps go on; the portal writes 2016-10-01 into them, Azure's API may write the other: that is in the words.
 * The announcement says nothing of the government and Chinese clouds.
 */
const isRetired = ({ hostname, searchParams }: URL): boolean =>
  hostname.endsWith('.logic.azure.com') && searchParams.get('api-version') === '2016-06-01'

const retired: Fits = {
  kind: 'retired',
  words:
    'This is an old URL of a flow or a Teams workflow: Microsoft switched those at logic.azure.com off on 30 November 2025. ' +
    'Open the flow in Power Automate or in the Workflows app of Teams and copy its URL again: the new one is at ' +
    'environment.api.powerplatform.com. If it belongs to an Azure Logic App, which goes on working there, copy its ' +
    'URL from the Logic App in the Azure portal, which says api-version=2016-10-01.',
}

/** Of a Teams workflow: a Logic App is none, and nobody may start one without the key. */
export function recogniseTeamsFlow(url: URL): Fits | null {
  if (!isFlowUrl(url)) return null
  if (isRetired(url)) return retired
  return hasKey(url) && !isAtLogicApps(url) ? { kind: 'fits', url: url.href, fields: {} } : null
}

export function recogniseFlow(url: URL): Fits | null {
  if (!isFlowUrl(url)) return null
  return isRetired(url) ? retired : { kind: 'fits', url: url.href, fields: {} }
}

const openParts = 'powerautomate automations direct cu workflows triggers manual paths invoke'.split(' ')
const openNames = ['api-version', 'sp', 'sv', 'sig']

export const maskFlow = (url: URL): string => maskAllBut(url, [...openParts, ...openNames])
