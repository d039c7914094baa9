import { Screen } from '../../components/Screen.tsx'

export function DeliveriesScreen() {
  return <Screen title="Deliveries">{null}</Screen>
}
