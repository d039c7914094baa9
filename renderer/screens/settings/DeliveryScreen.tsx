import { Screen } from '../../components/Screen.tsx'

export function DeliverySettingsScreen() {
  return <Screen title="Delivery">{null}</Screen>
}
