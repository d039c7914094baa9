import type { Delivery } from '../../../preload/contract/delivery.ts'
import { call } from '../../bridge.ts'
import { type LogSource, pageSize } from '../../stores/log.ts'
import type { ListFilter } from '../../stores/view.ts'
import { commandFilter, matchesFilter } from './selectors.ts'

export function deliverySource(list: ListFilter): LogSource<Delivery> {
  const filter = commandFilter(list)
  return {
    newest: (state) => state.deliveries,
    touched: (state) => state.touched.deliveries,
    page: (before) => call('deliveries.page', { before, limit: pageSize, filter }),
    matches: matchesFilter(filter),
  }
}
