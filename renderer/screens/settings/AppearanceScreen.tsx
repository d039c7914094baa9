import type { Settings } from '../../../preload/contract/settings.ts'
import { call, refusalWords } from '../../bridge.ts'
import { Segmented } from '../../components/Segmented.tsx'
import { toast } from '../../components/toasts.ts'
import { useMirror } from '../../stores/mirror.ts'
import { Page } from './Page.tsx'

type Appearance = Settings['appearance']

const themes = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const
const densities = [
  { value: 'comfortable', label: 'Comfortable' },
  { value: 'compact', label: 'Compact' },
] as const

/** Saved as it is chosen: what it does can be seen at once. */
export function AppearanceScreen() {
  const appearance = useMirror((state) => state.settings.appearance)

  const change = (part: Partial<Appearance>) => {
    // Only what was changed: the rest of the section may be older here than a choice that is on its way.
    call('settings.update', { appearance: part }).catch((error: unknown) =>
      toast(refusalWords(error), { tone: 'danger' }),
    )
  }

  return (
    <Page title="Appearance">
      <Segmented
        label="Theme"
        value={appearance.theme}
        onChange={(theme) => change({ theme })}
        options={themes}
        hint="System follows light and dark of this workstation. High contrast is followed in any theme."
      />
      <Segmented
        label="Density"
        value={appearance.density}
        onChange={(density) => change({ density })}
        options={densities}
        hint="Compact shows more rows of a list at a time."
      />
    </Page>
  )
}
