// npm run test:stores: the end-to-end suites on every store, or on those that are named (memory, level, redis,
// lmdb, postgres). A word with a slash or a dot is a file of test/ and goes to vitest: npm run test:stores lmdb
// e2e/apply.test.ts. In memory nothing outlives its process, so of that only what lives in one: the specification.
// It takes about ten minutes a store; `npm test` has its short part, test/stores/same-run.test.ts and plugins.test.ts.
import { installTools } from './install-tools.mjs'
import { run } from './run.mjs'

const STORES = ['memory', 'level', 'redis', 'lmdb', 'postgres']

const words = process.argv.slice(2)
const files = words.filter((word) => /[./]/.test(word))
const named = words.filter((word) => !files.includes(word))
const unknown = named.filter((name) => !STORES.includes(name))
if (unknown.length > 0) {
  console.error(`No store of the tests: ${unknown.join(' ')}. There are: ${STORES.join(' ')}`)
  process.exit(2)
}

installTools()
run('turbo', ['run', 'build', '--output-logs=errors-only'])
for (const name of named.length > 0 ? named : STORES) {
  console.log(`\n${name}`)
  const suites = name === 'memory' ? ['specification/'] : ['specification/', 'e2e/']
  const args = ['run', '--project', 'e2e', ...(files.length > 0 ? files : suites)]
  run('vitest', args, { AYS_STORE: name })
}
