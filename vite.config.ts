import { builtinModules } from 'node:module'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const external = ['electron', /^node:/, ...builtinModules]

// Main and preload run inside Electron 45 (Node 24, Chromium 156); one config builds all three rooms and runs the tests.
export default defineConfig({
  root: at('renderer'),
  cacheDir: at('node_modules/.vite'),
  // Relative URLs only: the page must not know what its origin is called.
  base: './',
  plugins: [react()],
  builder: {},
  environments: {
    client: {
      build: {
        outDir: at('out/renderer'),
        emptyOutDir: true,
        target: 'chrome150',
        modulePreload: false,
        // One file, read from the disk: splitting it would only add requests. The template editor is a second one, because
        // most windows never need it.
        chunkSizeWarningLimit: 1500,
      },
    },
    main: {
      consumer: 'server',
      resolve: { noExternal: true, conditions: ['node'], mainFields: ['module', 'main'] },
      build: {
        outDir: at('out/main'),
        emptyOutDir: true,
        target: 'node24',
        minify: false,
        rolldownOptions: {
          input: {
            index: at('main/index.ts'),
            'backup-thread': at('main/ledger/backup-thread.ts'),
            'sender-thread': at('main/engine/sender-thread.ts'),
          },
          external,
          // topLevelVar would drop the dispose of a module-level `using` (vitejs/vite#22363 is the same default).
          output: {
            format: 'es',
            entryFileNames: '[name].js',
            // Beside the entries: a thread is looked for beside the code that starts it, whichever file that ends up in.
            chunkFileNames: '[name]-[hash].js',
            topLevelVar: false,
          },
        },
      },
    },
    preload: {
      consumer: 'server',
      resolve: { noExternal: true },
      build: {
        outDir: at('out/preload'),
        emptyOutDir: true,
        target: 'node24',
        minify: false,
        // A sandboxed preload is loaded as CommonJS.
        rolldownOptions: {
          input: { index: at('preload/index.ts') },
          external,
          output: { format: 'cjs', entryFileNames: '[name].cjs' },
        },
      },
    },
  },
  test: {
    // Vitest leaves one core free for its own window, and has none here: on two cores that would be half the machine.
    maxWorkers: '100%',
    // `isolate: false`: what one file has loaded serves the next, which halves a run. Little in the app lives in a module;
    // what does, in the window, renderApp() makes anew for each test.
    projects: [
      {
        test: {
          name: 'unit',
          root: at('.'),
          environment: 'node',
          isolate: false,
          include: [
            'test/main/**/*.test.ts',
            'test/preload/**/*.test.ts',
            'test/support/**/*.test.ts',
            'test/host/**/*.test.ts',
            'test/packaging/**/*.test.ts',
          ],
          server: { deps: { inline: ['electron-store'] } },
          // Importing the electron package in plain Node starts a download; tests that need it get this stand-in.
          alias: { electron: at('test/support/electron.ts') },
        },
      },
      {
        test: {
          name: 'renderer',
          root: at('.'),
          environment: 'happy-dom',
          isolate: false,
          include: ['test/renderer/**/*.test.{ts,tsx}'],
        },
      },
      {
        test: {
          name: 'flow',
          root: at('.'),
          environment: 'node',
          isolate: false,
          include: ['test/flow/**/*.test.ts'],
          // Hundreds of real requests on a machine that may be busy; none of these tests is about time.
          testTimeout: 30_000,
        },
      },
      { test: { name: 'faults', root: at('.'), environment: 'node', include: ['test/{faults,bench}/**/*.test.ts'] } },
    ],
  },
})
