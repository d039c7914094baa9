import type { Handlers } from '../../preload/contract/commands.ts'
import type { Filter } from '../../preload/contract/filter.ts'
import { compileFilter, problemIn } from '../conditions/compile.ts'
import type { Effects } from './effects.ts'
import { refuseField } from './refuse-field.ts'

/** How many of the last events a filter is tried on. */
const tried = 50

export const makeFilterHandlers = ({ ledger }: Pick<Effects, 'ledger'>): Pick<Handlers, 'filters.count'> => ({
  'filters.count': ({ events: types, filter }) => {
    checkFilter(filter, 'filter')
    const last = ledger.events.last([...new Set(types)], tried)
    return { matched: filter ? last.filter(compileFilter(filter)).length : last.length, of: last.length }
  },
})

/** Throws a Refusal at `field` where the filter could keep nothing back. */
export function checkFilter(filter: Filter | null, field: string): void {
  const problem = filter && problemIn(filter)
  if (problem !== null) throw refuseField(field, problem)
}
