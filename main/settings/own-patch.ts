import type { SettingsPatch } from '../../preload/contract/settings.ts'

/** What main itself may change of the settings beyond what the page may. */
export type OwnPatch = Omit<SettingsPatch, 'sources' | 'background'> & {
  sources?: { http?: Sources['http']; folder?: ((Sources['folder'] & {}) & { path?: string }) | undefined } | undefined
  background?: ((SettingsPatch['background'] & {}) & { told?: boolean }) | undefined
}
type Sources = SettingsPatch['sources'] & {}
