import { Screen } from '../../components/Screen.tsx'

export function EventsScreen() {
  return <Screen title="Events">{null}</Screen>
}
