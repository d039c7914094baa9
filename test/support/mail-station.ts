import { reply } from './answers.ts'
import { anAccount, makeAccounts } from './mail-accounts.ts'
import type { MailServer } from './mail-server.ts'
import { openReceiver } from './receiver.ts'
import { openWorkstation, type Workstation } from './workstation.ts'

/** Between the attempts of a delivery, ms. */
export const gaps = [5, 30, 120, 600].map((seconds) => seconds * 1000)
export const minute = 60_000
/** What is written within it is mailed together. */
export const gather = 1_000
/** In the URL of the webhook. */
export const secret = 's3cr3t-of-the-url-0123456789abcdef'

export const subjectsOf = (server: MailServer) => server.mails.map(({ raw }) => /^Subject: (.*)$/m.exec(raw)?.[1])

/** What became of the mails, oldest first. */
export const states = (station: Workstation) =>
  station
    .ledger()
    .outbox.page('mail', 500)
    .toReversed()
    .map(({ state }) => state)

/** Lets this much time pass, and waits until nothing is being sent or mailed. */
export async function pass(station: Workstation, ms: number) {
  await station.pass(ms)
  await station.mail().idle()
}

/** A workstation that mails by this server, with one webhook whose receiver answers 503. */
export async function setUpMail(
  server: MailServer,
  change: Parameters<typeof anAccount>[1] = {},
  draft: Partial<Parameters<Workstation['add']>[0]> = {},
) {
  const receiver = await openReceiver()
  receiver.always(reply(503))
  const accounts = makeAccounts(anAccount(server, change))
  const station = await openWorkstation({ mailAccounts: accounts, mailPatience: { open: 5_000, send: 5_000 } })
  const url = `${receiver.url}?token=${secret}`
  const webhook = await station.add({ url, caCertificate: receiver.ca, name: 'Jira <SOC>', ...draft })
  return {
    receiver,
    accounts,
    station,
    webhook,
    exhaust: async () => {
      for (const gap of gaps) await pass(station, gap)
      await pass(station, gather)
    },
    async [Symbol.asyncDispose]() {
      await station.close()
      await receiver.close()
    },
  }
}
