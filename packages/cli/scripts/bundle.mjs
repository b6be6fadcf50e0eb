// Writes dist/**/*.js: the command line with all that it needs from other packages, one file for each command
// and shared ones for what several use, so that a command loads only its own. The types beside them are tsc's.
import { readdir, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = join(root, 'dist')

/** Has a binary, finds files beside its own, or is loaded by name at its first use: the package has to be there. */
const EXTERNAL = ['@oclif/plugin-*', 'capnp-ts', 'classic-level', 'esbuild', 're2js', 'typescript']

/** What is loaded by its file: by oclif, by plugins, by worker processes. */
const entryPoints = {
  ...(await sourcesOf('commands')),
  ...(await sourcesOf('hooks')),
  main: join(root, 'src/main.ts'),
  index: join(root, 'src/index.ts'),
  codec: join(root, 'src/codec.ts'),
  // Where PoolExecutor looks for it.
  'worker/main': join(root, '../executor/src/worker/main.ts'),
}

/** What CommonJS modules find around them. */
const SURROUNDINGS = `import { createRequire as $createRequire } from 'node:module'
import { fileURLToPath as $fileURLToPath } from 'node:url'
const require = $createRequire(import.meta.url)
const __filename = $fileURLToPath(import.meta.url)
const __dirname = $fileURLToPath(new URL('.', import.meta.url))`

await removeOld()
await build({
  entryPoints,
  outdir: dist,
  // Beside main.js, so that what is found from import.meta.url is found from every shared file.
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  conditions: ['@ays/source'],
  external: EXTERNAL,
  banner: { js: SURROUNDINGS },
  sourcemap: 'linked',
  sourcesContent: false,
  // Names stay as they are: a stack can be read without a map, too.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'external',
  logLevel: 'warning',
})

async function sourcesOf(folder) {
  const source = join(root, 'src')
  const entries = await readdir(join(source, folder), { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map(({ path, name }) => join(path, name))
  return Object.fromEntries(
    files.map((file) => [relative(source, file).replace(/\.ts$/, ''), file]),
  )
}

/** Names of shared files change with what is in them, and oclif takes every file of commands/ for a command. */
async function removeOld() {
  const files = await readdir(dist, { recursive: true }).catch(() => [])
  const old = files.filter((file) => /\.(js|js\.map|LEGAL\.txt)$/.test(file))
  await Promise.all(old.map((file) => rm(join(dist, file))))
}
