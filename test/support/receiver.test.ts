import { Agent, request } from 'node:https'
import { describe, expect, test } from 'vitest'
import { reply } from './answers.ts'
import { post } from './post.ts'
import { openReceiver } from './receiver.ts'

describe('what arrives', () => {
  test('is kept whole', async () => {
    await using receiver = await openReceiver({ now: () => 42 })
    await post(`${receiver.url}?a=1`, 'påse', { ca: receiver.ca, headers: { 'X-Mixed': 'yes' } })
    const [kept] = receiver.requests
    expect(kept).toMatchObject({ at: 42, method: 'POST', path: '/hook?a=1', body: 'påse', connection: 1 })
    expect(kept?.headers['x-mixed']).toBe('yes')
    expect(kept?.rawHeaders).toContain('X-Mixed')
    expect(kept?.bytes).toEqual(Buffer.from('påse'))
  })

  test('can be awaited one by one, before or after it came', async () => {
    await using receiver = await openReceiver()
    const first = receiver.next()
    const second = receiver.next()
    await post(receiver.url, 'one', { ca: receiver.ca })
    expect((await first).body).toBe('one')
    await post(receiver.url, 'two', { ca: receiver.ca })
    await post(receiver.url, 'three', { ca: receiver.ca })
    expect((await second).body).toBe('two')
    expect((await receiver.next()).body).toBe('three')
  })

  test('can be awaited by number', async () => {
    await using receiver = await openReceiver()
    const both = receiver.received(2)
    await Promise.all(['a', 'b'].map((body) => post(receiver.url, body, { ca: receiver.ca })))
    expect((await both).map(({ body }) => body).toSorted()).toEqual(['a', 'b'])
    expect(await receiver.received(1)).toHaveLength(1)
  })

  test('tells a reused connection from a new one', async () => {
    await using receiver = await openReceiver()
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    for (const agentOrNone of [agent, agent, false] as const) {
      await post(receiver.url, '', { ca: receiver.ca, agent: agentOrNone })
    }
    agent.destroy()
    expect(receiver.requests.map(({ connection }) => connection)).toEqual([1, 1, 2])
    expect(receiver.connections).toBe(2)
  })

  test('tells a refused handshake from a connection', async () => {
    await using receiver = await openReceiver()
    await expect(post(receiver.url)).rejects.toThrow()
    expect({ tcp: receiver.tcpConnections, tls: receiver.connections }).toEqual({ tcp: 1, tls: 0 })
  })
})

describe('a sender that hangs up', () => {
  test('in the middle of its request leaves nothing behind and uses no answer', async () => {
    await using receiver = await openReceiver()
    receiver.answer(reply(202))
    const half = request(receiver.url, {
      method: 'POST',
      ca: receiver.ca,
      agent: false,
      headers: { 'content-length': 9 },
    })
    half.on('error', () => undefined)
    half.write('half')
    await expect.poll(() => receiver.inFlight, { interval: 5 }).toBe(1)
    half.destroy()
    await expect.poll(() => receiver.inFlight, { interval: 5 }).toBe(0)
    expect(receiver.requests).toEqual([])
    expect((await post(receiver.url, '', { ca: receiver.ca })).status).toBe(202)
  })

  test('while it waits is no longer in flight', async () => {
    await using receiver = await openReceiver()
    receiver.answer({ kind: 'hang' })
    const stop = new AbortController()
    const answer = expect(post(receiver.url, '', { ca: receiver.ca, signal: stop.signal })).rejects.toThrow('aborted')
    await receiver.next()
    expect(receiver.inFlight).toBe(1)
    stop.abort()
    await answer
    await expect.poll(() => receiver.inFlight, { interval: 5 }).toBe(0)
  })
})

describe('the script', () => {
  test('is answered in order, then the default', async () => {
    await using receiver = await openReceiver()
    const ask = async () => (await post(receiver.url, '', { ca: receiver.ca })).status
    receiver.answer(reply(500), reply(429))
    expect([await ask(), await ask(), await ask()]).toEqual([500, 429, 200])
    receiver.always(reply(410))
    expect([await ask(), await ask()]).toEqual([410, 410])
    receiver.answer(reply(201))
    expect([await ask(), await ask()]).toEqual([201, 410])
  })
})

describe('holding', () => {
  test('keeps requests waiting and counts those in flight', async () => {
    await using receiver = await openReceiver()
    receiver.hold()
    const answers = Promise.all([1, 2, 3].map(() => post(receiver.url, '', { ca: receiver.ca })))
    await receiver.received(3)
    expect({ inFlight: receiver.inFlight, peak: receiver.peak }).toEqual({ inFlight: 3, peak: 3 })
    receiver.release()
    expect((await answers).map(({ status }) => status)).toEqual([200, 200, 200])
    await post(receiver.url, '', { ca: receiver.ca })
    expect({ inFlight: receiver.inFlight, peak: receiver.peak }).toEqual({ inFlight: 0, peak: 3 })
  })

  test('ends with the receiver', async () => {
    const receiver = await openReceiver()
    receiver.hold()
    const answer = expect(post(receiver.url, '', { ca: receiver.ca })).rejects.toMatchObject({ code: 'ECONNRESET' })
    await receiver.next()
    await receiver.close()
    await answer
  })
})

describe('a pause', () => {
  test('refuses connections until the receiver listens again on the same port', async () => {
    await using receiver = await openReceiver()
    const agent = new Agent({ keepAlive: true })
    await post(receiver.url, 'before', { ca: receiver.ca, agent })
    await receiver.pause()
    await expect(post(receiver.url, 'meanwhile', { ca: receiver.ca })).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    await receiver.resume()
    await post(receiver.url, 'after', { ca: receiver.ca })
    agent.destroy()
    expect(receiver.requests.map(({ body }) => body)).toEqual(['before', 'after'])
  })

  test('may be followed by closing, and closing twice is harmless', async () => {
    const receiver = await openReceiver()
    await receiver.pause()
    await receiver.close()
    await receiver.close()
    await expect(post(receiver.url)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })
})
