import { defineConfig } from '@playwright/test'
import { chooseHost } from '../host/which.ts'

// Here and not in a global setup: this file is loaded in every process that may call _electron.launch().
const { description, isElectron } = await chooseHost()

export default defineConfig({
  testDir: '.',
  outputDir: '../../out/e2e',
  // An app on the host has a clipboard and a focus of its own; Electrons would share those of the desktop.
  workers: isElectron ? 1 : 2,
  retries: 0,
  timeout: 60_000,
  reporter: [['list'], ['../host/host-reporter.ts', { description }]],
})
