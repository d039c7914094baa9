import { useMemo } from 'react'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Skeleton } from '../../components/Skeleton.tsx'
import { VirtualList } from '../../components/VirtualList.tsx'
import { useLog } from '../../stores/use-log.ts'
import { filterDeliveries, type ListFilter, openDelivery, useView } from '../../stores/view.ts'
import { deliveryColumns } from './columns.tsx'
import { NoDeliveries } from './NoDeliveries.tsx'
import { deliverySource } from './source.ts'

/** One filter's list; mounted anew with another filter. */
export function DeliveryList({ filter }: { filter: ListFilter }) {
  const source = useMemo(() => deliverySource(filter), [filter])
  const { rows, loading, failure, loadMore } = useLog(source)
  const selected = useView((view) => view.deliveryId)

  return (
    <>
      {failure !== null && (
        <Banner tone="warn" next={failure} actions={<Button onPress={loadMore}>Try again</Button>}>
          Older deliveries could not be read
        </Banner>
      )}
      {rows.length > 0 ? (
        <VirtualList
          label="Deliveries"
          columns={deliveryColumns}
          rows={rows}
          keyOf={(row) => row.id}
          selectedKey={selected}
          onOpen={openDelivery}
          live
          onEnd={loadMore}
        />
      ) : loading ? (
        <Skeleton rows={8} label="Deliveries are being read" />
      ) : isNarrowed(filter) ? (
        <EmptyState
          action={
            <Button onPress={() => filterDeliveries({ webhookId: null, eventId: null, group: 'all' })}>
              Show all deliveries
            </Button>
          }
        >
          No delivery matches this filter.
        </EmptyState>
      ) : (
        <NoDeliveries />
      )}
    </>
  )
}

const isNarrowed = ({ webhookId, eventId, group }: ListFilter) =>
  webhookId !== null || eventId !== null || group !== 'all'
