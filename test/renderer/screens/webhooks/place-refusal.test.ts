import { describe, expect, it } from 'vitest'
import { placeRefusal } from '../../../../renderer/screens/webhooks/form/place-refusal.ts'

const place = (fields: Record<string, string>) => placeRefusal({ fields, message: 'Some fields need another value.' })

describe('a refusal', () => {
  it('is shown at its field, whether main names the draft or not', () => {
    expect(place({ 'draft.url': 'No host.' }).fields).toEqual([{ path: 'url', message: 'No host.' }])
    expect(place({ 'headers.1.value': 'Give it a value.' }).fields).toEqual([
      { path: 'headers.1.value', message: 'Give it a value.' },
    ])
  })

  it('of one event is shown at the events', () =>
    expect(place({ 'draft.events.0': 'Unknown.' }).fields).toEqual([{ path: 'events', message: 'Unknown.' }]))

  it.each([
    ['draft.clientCertificate.key', 'clientCertificate.key'],
    ['draft.clientCertificate', 'clientCertificate'],
    ['draft.clientCertificate.kind', 'clientCertificate'],
    ['draft.pins.2', 'pins'],
    ['draft.proxy.url', 'proxy.url'],
    ['draft.proxy.other', 'proxy'],
  ])('of %s is shown at %s', (path, at) =>
    expect(place({ [path]: 'No.' }).fields).toEqual([{ path: at, message: 'No.' }]),
  )

  it('is told in part for the whole form where only a part has its field', () =>
    expect(place({ url: 'No host.', id: 'Not an id.' })).toEqual({
      fields: [{ path: 'url', message: 'No host.' }],
      rest: 'Not an id.',
    }))

  it('is told for the whole form where the form has no such field', () => {
    expect(place({ id: 'Not an id.' })).toEqual({ fields: [], rest: 'Some fields need another value. Not an id.' })
    expect(place({}).rest).toBe('Some fields need another value.')
    expect(place({ url: 'No host.' }).rest).toBeNull()
  })
})
