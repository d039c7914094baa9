import { expect, test } from 'vitest'
import { sampleOf } from '../../../../../main/engine/sample.ts'
import { filters } from '../../../../../main/templates/filters.ts'
import { filterHelp, helpData } from '../../../../../renderer/screens/webhooks/form/template/filter-help.ts'
import { rendered } from '../../../../main/templates/a-receiver.ts'

const sample = sampleOf('security.critical', false)
const event = {
  id: 'evt_01JD',
  type: sample.type,
  timestamp: '2026-11-23T10:42:17.123Z',
  data: { ...sample.data, ...helpData },
}

test('the help has one example of each filter main knows, and of no other', () => {
  expect(filterHelp.map(({ filter }) => filter).toSorted()).toEqual([...filters.keys()].toSorted())
})

test.for([...filterHelp])('$example gives $gives', ({ filter, example, gives }) => {
  expect(example).toMatch(new RegExp(`\\| ${filter}\\b`))
  expect(JSON.stringify(rendered({ made: `{{ ${example} }}` }, event))).toBe(`{"made":${gives}}`)
})
