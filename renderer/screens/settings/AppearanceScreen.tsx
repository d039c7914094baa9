import { Screen } from '../../components/Screen.tsx'

export function AppearanceScreen() {
  return <Screen title="Appearance">{null}</Screen>
}
