import { Screen } from '../../components/Screen.tsx'
import { SplitView } from '../../components/SplitView.tsx'
import { useMirror } from '../../stores/mirror.ts'
import { closeDelivery, useView } from '../../stores/view.ts'
import { DeliveryList } from './DeliveryList.tsx'
import { DeliveryPanel } from './DeliveryPanel.tsx'
import { Filters } from './Filters.tsx'
import { answerWords } from './selectors.ts'

export function DeliveriesScreen() {
  const counters = useMirror((state) => state.counters)
  const filter = useView((view) => view.deliveryFilter)
  const deliveryId = useView((view) => view.deliveryId)

  return (
    <Screen title="Deliveries" answer={answerWords(counters)} actions={<Filters filter={filter} />}>
      <SplitView
        list={<DeliveryList key={Object.values(filter).join()} filter={filter} />}
        detail={deliveryId === null ? null : <DeliveryPanel key={deliveryId} id={deliveryId} />}
        detailLabel="Delivery"
        onClose={closeDelivery}
      />
    </Screen>
  )
}
