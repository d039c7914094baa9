import { act, cleanup, render } from '@testing-library/react'
import type { ReactElement } from 'react'
import { onTestFinished } from 'vitest'
import type { Snapshot } from '../../../preload/contract/changes.ts'
import { useQuestion } from '../../../renderer/components/confirm.ts'
import { useToasts } from '../../../renderer/components/toasts.ts'
import { useFire } from '../../../renderer/screens/events/fire/fire.ts'
import { dropUnsaved as dropUnsavedRule } from '../../../renderer/screens/rules/form/unsaved.ts'
import { dropUnsaved as dropUnsavedWebhook } from '../../../renderer/screens/webhooks/form/unsaved.ts'
import { mirror } from '../../../renderer/stores/mirror.ts'
import { startMirror } from '../../../renderer/stores/start-mirror.ts'
import { firstView, showPlace, useView, type ViewState } from '../../../renderer/stores/view.ts'
import { makeFakeBridge } from './fake-bridge.ts'
import { webhookIds } from './sample-webhooks.ts'

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
    forget()
  })
  await new Promise<void>((resolve) => {
    const off = mirror.store.subscribe(() => {
      off()
      resolve()
    })
  })
  return { bridge, ...render(ui) }
}

/** What outlives a screen in the app must not outlive a test. */
function forget(): void {
  useToasts.setState(useToasts.getInitialState(), true)
  useQuestion.setState(useQuestion.getInitialState(), true)
  useFire.setState(useFire.getInitialState(), true)
  dropUnsavedRule('add')
  for (const key of ['add', ...Object.values(webhookIds)]) dropUnsavedWebhook(key)
}
