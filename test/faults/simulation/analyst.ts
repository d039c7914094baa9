import type { CommandName, RawInput } from '../../../preload/contract/commands.ts'
import { eventTypes } from '../../../preload/contract/event.ts'
import type { Entry } from '../record.ts'
import type { Chance } from '../seeded-random.ts'
import { urlOf } from './internet.ts'
import type { Observer } from './observer.ts'
import type { Station } from './station.ts'
import type { SimTime } from './time.ts'

type Sides = {
  station: Station
  observer: Observer
  time: SimTime
  chance: Chance
  /** Many webhooks, and much to send. */
  crowd: boolean
  write: (entry: Entry) => void
  say: (line: string) => void
}

/**
 * Somebody who clicks everything, and whoever sends events. An event is written down as accepted when that is
 * answered; what the analyst asks for when it is asked, for an answer may be lost in a crash and the work done.
 */
export function makeAnalyst({ station, observer, time, chance, crowd, write, say }: Sides) {
  const asked: string[] = []
  const fired: string[] = []
  const signing = new Map<string, string[]>()
  const page: string[] = []

  const letters = (count: number) => Array.from({ length: count }, () => chance.between(0, 15).toString(16)).join('')

  /** In every secret of the run, so that looking for it finds each of them. */
  const mark = `s${letters(11)}`

  async function ask<N extends CommandName>(name: N, input: RawInput<N>): Promise<unknown> {
    say(`${time.real()} ${name} ${JSON.stringify(input)}`)
    const reply = await station.answer(name, input)
    page.push(JSON.stringify(reply))
    if (reply.ok) return reply.value
    say(`  refused: ${reply.refusal.message}`)
    return null
  }

  function makeDraft(webhook: string) {
    const [token, header] = [mark + letters(12), mark + letters(8)]
    const signingSecret = `whsec_${Buffer.from(mark + letters(36)).toString('base64')}`
    signing.set(webhook, [...(signing.get(webhook) ?? []), signingSecret])
    const types = eventTypes.filter(() => chance.maybe(0.6))
    return {
      name: 'W',
      url: urlOf(webhook, token, chance.pick(['com', 'org'])),
      events: types.length > 0 ? types : [chance.pick(eventTypes)],
      headers: [{ name: 'X-Api-Key', value: header }],
      signingSecret,
      keepOrder: chance.maybe(crowd ? 0.05 : 0.25),
      ratePerMinute: chance.maybe(crowd ? 0.05 : 0.25) ? chance.pick([6, 30, 60, 600]) : null,
    }
  }

  function fire(id: string): void {
    const type = chance.pick(eventTypes)
    const wanted = [...observer.webhooks].filter(([, { deleted, events }]) => !deleted && events.includes(type))
    void ask('events.fire', { id, type, data: { severity: 'high', title: id } }).then((value) => {
      if (value === null) return
      fired.push(id)
      write({ kind: 'accepted', at: time.real(), event: id, wanted: wanted.map(([webhook]) => webhook) })
    })
  }

  const isOff = (id: string) => observer.webhooks.get(id)?.disabled === true

  function enable(id: string): void {
    const resume = chance.maybe(0.5)
    const resumes = resume && isOff(id)
    if (resumes) write({ kind: 'released', at: time.real(), webhook: id })
    void ask('webhooks.enable', { id, resume }).then((value) => {
      if (value !== null && resumes) write({ kind: 'resumed', at: time.real(), webhook: id, all: false })
    })
  }

  const withWebhook = (run: (id: string) => void) => void (asked.length > 0 && run(chance.pick(asked)))
  const withDelivery = (run: (id: string) => void) => {
    const ids = observer.newest(30)
    if (ids.length > 0) run(chance.pick(ids))
  }

  return {
    asked,
    signing,
    secrets: [mark],
    page,
    actions: {
      fire: () => fire(`evt_${letters(12)}`),
      burst: () => {
        for (let left = chance.between(3, 25) * (crowd ? 2 : 1); left > 0; left -= 1) fire(`evt_${letters(12)}`)
      },
      fireAgain: () => void (fired.length > 0 && fire(chance.pick(fired))),
      add: () => {
        if (asked.length >= (crowd ? 14 : 6)) return
        const id = `whk_${letters(8)}-${letters(4)}-${letters(4)}-${letters(4)}-${letters(12)}`
        asked.push(id)
        void ask('webhooks.create', { id, draft: makeDraft(id) })
      },
      edit: () => withWebhook((id) => void ask('webhooks.update', { id, draft: makeDraft(id) })),
      disable: () => withWebhook((id) => void ask('webhooks.disable', { id })),
      enable: () => withWebhook(enable),
      /** Disabled by mistake, and enabled again before anything else could happen. */
      flicker: () =>
        withWebhook((id) => {
          void ask('webhooks.disable', { id })
          enable(id)
        }),
      remove: () => withWebhook((id) => void ask('webhooks.remove', { id })),
      restore: () =>
        withWebhook((id) => {
          const { deleted, disabled } = observer.webhooks.get(id) ?? {}
          void ask('webhooks.restore', { id }).then((value) => {
            if (value !== null && deleted && !disabled)
              write({ kind: 'resumed', at: time.real(), webhook: id, all: false })
          })
        }),
      test: () => withWebhook((id) => void ask('webhooks.test', { id, draft: null })),
      sendHeld: () =>
        withWebhook((id) => {
          if (!isOff(id)) write({ kind: 'released', at: time.real(), webhook: id })
          void ask('webhooks.held.send', { id }).then((value) => {
            if (value !== null) write({ kind: 'resumed', at: time.real(), webhook: id, all: true })
          })
        }),
      dismissHeld: () =>
        withWebhook((id) => {
          write({ kind: 'dismissed', at: time.real(), webhook: id })
          void ask('webhooks.held.dismiss', { id })
        }),
      redeliver: () =>
        withDelivery((id) => {
          write({ kind: 'redelivered', at: time.real(), delivery: id })
          void ask('deliveries.redeliver', { ids: [id] })
        }),
      redeliverFailed: () => {
        write({ kind: 'redelivered', at: time.real(), delivery: null })
        void ask('deliveries.redeliverFailedSince', { since: 0 })
      },
      cancel: () =>
        withDelivery((id) => {
          write({ kind: 'cancelled', at: time.real(), delivery: id })
          void ask('deliveries.cancel', { id })
        }),
      changeSteps: () => {
        const seconds: [number, number, number, number] = chance.pick([
          [5, 30, 120, 600],
          [1, 1, 1, 1],
          [60, 60, 60, 60],
          [1, 300, 2, 900],
        ])
        write({ kind: 'steps', at: time.real(), seconds })
        void ask('settings.update', { delivery: { retrySteps: seconds } })
      },
      look: () => void ask('app.snapshot', {}),
    },
  }
}
