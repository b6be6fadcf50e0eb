import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const packages = [
  'packages/core',
  'packages/store-level',
  'packages/store-redis',
  'packages/capnp-codec',
  'packages/hrd',
  'packages/executor',
  'packages/engine',
  'packages/daemon',
  'packages/pack-kit',
  'packages/cli',
  'plugins/host-ssh',
  'plugins/store-lmdb',
  'plugins/store-postgres',
]

/** Where tests drive processes and servers by the clock of a machine that others use, too. */
const REAL = ['e2e', 'executor', 'host-ssh', 'store-redis', 'store-lmdb', 'store-postgres']

/** Once more, in CI only; a test that needed it says `retry x1`, and has a defect. */
const retryOf = (name: string) => (process.env['CI'] && REAL.includes(name) ? 1 : 0)

const project = (root: string, name: string, include: string[], more: object = {}) => ({
  extends: true as const,
  test: {
    name,
    root,
    include,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for comes late on a busy machine, and at once on an idle one.
    expect: { poll: { timeout: 30_000 } },
    retry: retryOf(name),
    ...more,
  },
})

/** The store of AYS_STORE, for tests that make repositories. */
const CHOSEN_STORE = {
  globalSetup: [fileURLToPath(new URL('test/harness/start-store.ts', import.meta.url))],
}

export default defineConfig({
  // Tests read the sources: no build is needed before them, except where a test starts the built CLI.
  ssr: { resolve: { conditions: ['@ays/source', 'node'] } },
  test: {
    projects: [
      ...packages.map((root) =>
        project(root, root.slice(root.indexOf('/') + 1), ['test/**/*.test.ts']),
      ),
      project(
        'test',
        'e2e',
        ['{e2e,crash,daemon,model,stores,specification}/**/*.test.ts'],
        CHOSEN_STORE,
      ),
      ...(process.env['AYS_CORPUS']
        ? [project('test', 'corpus', ['corpus/**/*.test.ts'], CHOSEN_STORE)]
        : []),
    ],
    // One more than there are processors: most files wait for processes, leases and disks.
    maxWorkers: availableParallelism() + 1,
    coverage: { provider: 'v8', include: ['packages/*/src/**'] },
  },
})
