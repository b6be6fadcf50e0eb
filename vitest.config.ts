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

const project = (root: string, name: string, include: string[], more: object = {}) => ({
  extends: true as const,
  test: { name, root, include, testTimeout: 60_000, hookTimeout: 60_000, ...more },
})

export default defineConfig({
  // Tests read the sources: no build is needed before them, except where a test starts the built CLI.
  ssr: { resolve: { conditions: ['@ays/source', 'node'] } },
  test: {
    projects: [
      ...packages.map((root) =>
        project(root, root.slice(root.indexOf('/') + 1), ['test/**/*.test.ts']),
      ),
      project('test', 'e2e', ['{e2e,crash,daemon,model,stores,specification}/**/*.test.ts'], {
        // The store of AYS_STORE.
        globalSetup: ['harness/start-store.ts'],
      }),
      ...(process.env['AYS_CORPUS'] ? [project('test', 'corpus', ['corpus/**/*.test.ts'])] : []),
    ],
    coverage: { provider: 'v8', include: ['packages/*/src/**'] },
  },
})
