// npm run test:nodes: the end-to-end suites under the newer versions of Node that AYS is for, or under those that
// are named (22, 24): tests, CLI, daemon and workers. npm brings the binaries, into a folder of their own.
// A word with a slash or a dot is a file of test/ and goes to vitest: npm run test:nodes 24 e2e/apply.test.ts.
// With --short: what a version of Node could break, in seconds. CI does this.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chooseSuites, runSuites } from './choose-suites.mjs'
import { root, run } from './run.mjs'

const VERSIONS = ['22', '24']
/** All promises over the built CLI and in one process. */
const WHOLE = ['specification/', 'e2e/', 'daemon/', 'stores/', 'crash/workers-end.test.ts']
/** Native modules of all stores, workers of both kinds, plugins, a daemon that is asked without oclif. */
const SHORT = [
  'crash/workers-end.test.ts',
  'e2e/quick.test.ts',
  'stores/plugins.test.ts',
  'stores/same-run.test.ts',
]

const words = process.argv.slice(2)
const short = words.includes('--short')
const named = words.filter((word) => word !== '--short')
const { names, files } = chooseSuites('Node', VERSIONS, named)
for (const version of names) {
  const env = { PATH: [fetchNode(version), process.env.PATH].join(delimiter) }
  run('node', ['-p', '`\\nNode ${process.version}`'], env)
  if (short) run('node', ['scripts/demo.mjs'], env)
  runSuites(files, short ? SHORT : WHOLE, env)
}

/** The folder that holds this Node's binary. */
function fetchNode(version) {
  const folder = join(root, 'node_modules/.cache/nodes', version)
  // What the package `node` would bring by a script, which npm may have been told not to run.
  const name = `node-${process.platform}-${process.arch}`
  const bin = join(folder, 'node_modules', name, 'bin')
  if (existsSync(join(bin, 'node'))) return bin
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  run('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', `${name}@${version}`])
  return bin
}
