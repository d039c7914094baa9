import { fire, openFirePanel } from './support/events.ts'
import { eventsAt } from './support/received.ts'
import { expect, test } from './support/test.ts'
import { addFirstWebhook, fillIn, openForm, testWebhook } from './support/webhooks.ts'

// What Electron tells of the workstation, played: the app hears it as it would from the system.

const name = 'Ticket system'
const events = ['Critical Security Event']

test('asleep nothing is sent; awake it goes on', async ({ app, receiver }) => {
  const { page } = app
  await addFirstWebhook(page, { name, url: receiver.url, events, ca: receiver.ca })
  await app.electron.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'))
  await openFirePanel(page)
  await fire(page, 'Accepted')
  await expect(page.getByText('This workstation is asleep.')).toBeVisible()
  expect(receiver.tcpConnections).toBe(0)
  await app.electron.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'))
  await receiver.next()
  await expect(page.getByText('This workstation is asleep.')).toBeHidden()
  expect(eventsAt(receiver)).toHaveLength(1)
})

test('the system is asked for its proxy, by the receiver’s origin alone', async ({ app }) => {
  const { page } = app
  await app.electron.evaluate(({ session }) => {
    const asked: string[] = []
    Reflect.set(globalThis, 'askedForProxy', asked)
    Reflect.set(session.defaultSession, 'resolveProxy', (url: string) => {
      asked.push(url)
      return Promise.resolve('PROXY 127.0.0.1:9; DIRECT')
    })
  })
  await openForm(page)
  await fillIn(page, { name, url: 'https://soar.example.com:8443/hooks/T0KEN?sig=SECRET', events })
  await testWebhook(page, 'The proxy of this workstation can’t be reached')
  const asked = await app.electron.evaluate(() => Reflect.get(globalThis, 'askedForProxy') as string[])
  expect(asked).toEqual(['https://soar.example.com:8443/'])
})
