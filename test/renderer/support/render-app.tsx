import { act, cleanup, render } from '@testing-library/react'
import type { ReactElement } from 'react'
import { onTestFinished } from 'vitest'
import type { Snapshot } from '../../../preload/contract/changes.ts'
import { mirror } from '../../../renderer/stores/mirror.ts'
import { startMirror } from '../../../renderer/stores/start-mirror.ts'
import { firstView, showPlace, useView, type ViewState } from '../../../renderer/stores/view.ts'
import { makeFakeBridge } from './fake-bridge.ts'

/**
 * A screen as the app shows it: a fake main behind `window.castellan`, the app's mirror filled from it and kept up to
 * date. Changes are applied in the next microtask, so `findBy` what they show.
 */
export async function renderApp(
  ui: ReactElement,
  { snapshot, view = {} }: { snapshot?: Snapshot; view?: Partial<ViewState> } = {},
) {
  const bridge = makeFakeBridge(snapshot)
  window.castellan = bridge
  useView.setState({ ...firstView, ...view })
  const stop = startMirror(bridge, mirror, {
    schedule: (flush) => {
      queueMicrotask(() => act(flush))
      return () => {}
    },
    onShow: showPlace,
  })
  onTestFinished(() => {
    cleanup()
    stop()
  })
  await new Promise<void>((resolve) => {
    const off = mirror.store.subscribe(() => {
      off()
      resolve()
    })
  })
  return { bridge, ...render(ui) }
}
