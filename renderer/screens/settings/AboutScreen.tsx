import { Screen } from '../../components/Screen.tsx'

export function AboutScreen() {
  return <Screen title="About">{null}</Screen>
}
