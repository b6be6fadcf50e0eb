const leaf = 'store-[^/]+|capnp-codec|executor|hrd|pack-kit'

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      // A type that is imported leaves nothing behind at run time.
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'core-is-lowest',
      severity: 'error',
      from: { path: '^packages/core/src' },
      to: { path: '^(packages/(?!core/)|plugins/)' },
    },
    {
      name: 'siblings-know-only-core',
      severity: 'error',
      from: { path: `^packages/(${leaf})/src` },
      to: { path: '^(packages/(?!core/|$1/)|plugins/)' },
    },
    {
      name: 'engine-sees-ports-only',
      severity: 'error',
      from: { path: '^packages/engine/src' },
      to: { path: '^(packages/(?!core/|engine/)|plugins/)' },
    },
    {
      name: 'daemon-knows-engine-and-core',
      severity: 'error',
      from: { path: '^packages/daemon/src' },
      to: { path: '^(packages/(?!core/|engine/|daemon/)|plugins/)' },
    },
    {
      name: 'nobody-imports-a-plugin-or-the-cli',
      severity: 'error',
      from: { path: '^(packages/(?!cli/)[^/]+|plugins/[^/]+)/' },
      to: { path: '^(packages/cli/|plugins/)', pathNot: '^plugins/[^/]+/' },
    },
    {
      name: 'graph-knows-no-plan',
      severity: 'error',
      from: { path: '^packages/engine/src/graph/' },
      to: { path: '^packages/engine/src/(plan|state|run|blueprint|template|link)/' },
    },
    {
      name: 'plan-knows-no-run',
      severity: 'error',
      from: { path: '^packages/engine/src/plan/' },
      to: { path: '^packages/engine/src/run/' },
    },
    {
      name: 'no-deep-imports',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: { path: '^packages/(?!$1/)[^/]+/src/(?!(index|testing/index|client/index)[.]ts$)' },
    },
    {
      name: 'core-has-no-io',
      severity: 'error',
      from: { path: '^packages/core/src/(?!testing/)' },
      // A hash is no I/O.
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    ...[
      ['tsyringe', '^packages/core/src/di/container[.]ts$'],
      ['level', '^packages/store-level/'],
      ['ioredis', '^packages/store-redis/'],
      ['lmdb', '^plugins/store-lmdb/'],
      ['pg', '^plugins/store-postgres/'],
      ['workerpool', '^packages/executor/'],
      ['esbuild', '^packages/executor/'],
      ['execa', '^packages/executor/'],
      ['capnp-ts', '^packages/capnp-codec/'],
      ['re2js', '^packages/(capnp-codec|engine)/'],
      ['ajv', '^packages/(engine|daemon)/'],
      ['yaml', '^packages/engine/'],
      ['js-yaml', '^packages/engine/'],
      ['ulid', '^packages/engine/'],
      ['(@fastify/[^/]+|fastify)', '^packages/daemon/src/server/'],
      ['pino', '^packages/daemon/src/observe/'],
      ['prom-client', '^packages/daemon/src/observe/'],
      ['@oclif/[^/]+', '^packages/cli/'],
      ['fast-check', '^packages/pack-kit/'],
    ].map(([library, owner]) => ({
      name: `${library.replaceAll(/[^a-z0-9-]/g, '')}-has-one-importer`,
      severity: 'error',
      from: { path: '^(packages|plugins)/[^/]+/src', pathNot: owner },
      to: { path: `node_modules/${library}/` },
    })),
    {
      name: 'testing-stays-out-of-production',
      severity: 'error',
      // `ays store check` runs the contract against a user's own store: the contract is its job.
      from: {
        path: '^packages/[^/]+/src/',
        pathNot: '^packages/(core/src/testing/|cli/src/commands/store/check[.]ts$)',
      },
      to: { path: '^packages/core/src/testing/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    includeOnly: '^(packages|plugins|test)/|node_modules/',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@ays/source', 'import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js'],
    },
  },
}
