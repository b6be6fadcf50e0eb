// npm run test:stores: the end-to-end suites on every store, or on those that are named (memory, level, redis,
// lmdb, postgres). A word with a slash or a dot is a file of test/ and goes to vitest: npm run test:stores lmdb
// e2e/apply.test.ts. In memory nothing outlives its process, so of that only what lives in one: the specification.
// It takes about ten minutes a store; `npm test` has its short part, test/stores/same-run.test.ts and plugins.test.ts.
import { chooseSuites, runSuites } from './choose-suites.mjs'

const STORES = ['memory', 'level', 'redis', 'lmdb', 'postgres']

const { names, files } = chooseSuites('store', STORES, process.argv.slice(2))
for (const name of names) {
  console.log(`\n${name}`)
  const suites = name === 'memory' ? ['specification/'] : ['specification/', 'e2e/']
  runSuites(files, suites, { AYS_STORE: name })
}
