import './jitless.ts'
import './theme/base.css'
import { App } from './App.tsx'
import { leadTo } from './lead-to.ts'
import { mount } from './mount.tsx'
import { mirror } from './stores/mirror.ts'
import { startMirror } from './stores/start-mirror.ts'
import { showFirst } from './stores/view.ts'
import { allowOnlyEmptyMarkup } from './trusted-types.ts'

allowOnlyEmptyMarkup()

// In the same turn as the first snapshot, so that no other screen shows before the first one.
const stopWaiting = mirror.store.subscribe(({ ready, webhooks }) => {
  if (!ready) return
  stopWaiting()
  showFirst(Object.keys(webhooks).length > 0)
})
// Before rendering and outside of React: StrictMode runs effects twice, and the page listens once.
startMirror(window.castellan, mirror, { onShow: leadTo })

const root = document.getElementById('root')
if (root) mount(root, <App />)
