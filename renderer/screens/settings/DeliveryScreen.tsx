import { Screen } from '../../components/Screen.tsx'

export function DeliveryScreen() {
  return <Screen title="Delivery">{null}</Screen>
}
