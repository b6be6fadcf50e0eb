// Writes dist/**/*.js and dist/main.cjs: the command line with all that it needs from other packages, one file for each command
// and shared ones for what several use, so that a command loads only its own. The types beside them are tsc's.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = join(root, 'dist')

/** Has a binary, finds files beside its own, or is loaded by name at its first use: the package has to be there. */
const EXTERNAL = ['@oclif/plugin-*', 'capnp-ts', 'esbuild', 're2js', 'typescript']

/** Imports that are left to be found as something else, when they come from one of these files. */
const MOVED = [
  // In the other bundle.
  { from: /\/src\/main\.ts$/, filter: /^\.\/run-command\.ts$/, path: './run-command.js' },
  // Only what finds the binary beside itself: the rest of the package is many files.
  { from: /\/classic-level\/[^/]+$/, filter: /^\.\/binding$/, path: 'classic-level/binding.js' },
]

/** What CommonJS modules find around them; only for files that hold one, for it takes its time. */
const SURROUNDINGS = `import { createRequire as $createRequire } from 'node:module';
import { fileURLToPath as $fileURLToPath } from 'node:url';
const require = $createRequire(import.meta.url);
const __filename = $fileURLToPath(import.meta.url);
const __dirname = $fileURLToPath(new URL('.', import.meta.url));
`

await removeOld()
// On its own and in one file, which is found and read once, without Node's loader of ES modules: all that the quick
// way needs, and no more.
await bundle(
  { main: join(root, 'src/main.ts') },
  { splitting: false, format: 'cjs', outExtension: { '.js': '.cjs' } },
)
await bundle({
  ...(await sourcesOf('commands')),
  ...(await sourcesOf('hooks')),
  'run-command': join(root, 'src/run-command.ts'),
  // For plugins with commands.
  index: join(root, 'src/index.ts'),
  // For worker processes, where PoolExecutor and createExecutor() look for them.
  'worker/main': join(root, '../executor/src/worker/main.ts'),
  codec: join(root, 'src/codec.ts'),
})

async function bundle(entryPoints, options = {}) {
  const { outputFiles } = await build({
    entryPoints,
    plugins: [{ name: 'moved', setup: leaveMoved }],
    outdir: dist,
    // Beside main.cjs, so that what is found from import.meta.url is found from every shared file.
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    conditions: ['@ays/source'],
    external: EXTERNAL,
    sourcemap: 'linked',
    sourcesContent: false,
    // Names stay as they are: a stack can be read without a map, too.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'external',
    logLevel: 'warning',
    write: false,
    ...options,
  })
  const needy = new Set(outputFiles.filter(isNeedy).map(({ path }) => path))
  await Promise.all(outputFiles.map((file) => write(file, needy)))
}

function leaveMoved({ onResolve }) {
  for (const { from, filter, path } of MOVED) {
    onResolve({ filter }, ({ importer }) => from.test(importer) && { path, external: true })
  }
}

function isNeedy({ path, text }) {
  return path.endsWith('.js') && /\b(require|__dirname|__filename)\b/.test(text)
}

async function write({ path, text }, needy) {
  await mkdir(dirname(path), { recursive: true })
  if (needy.has(path)) await writeFile(path, SURROUNDINGS + text)
  else if (needy.has(path.replace(/\.map$/, ''))) await writeFile(path, moveDown(text))
  else await writeFile(path, text)
}

/** The source map of a text that stands below the surroundings. */
function moveDown(text) {
  const map = JSON.parse(text)
  const lines = ';'.repeat(SURROUNDINGS.split('\n').length - 1)
  return JSON.stringify({ ...map, mappings: lines + map.mappings })
}

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
  const old = files.filter((file) => /\.(c?js|c?js\.map|LEGAL\.txt)$/.test(file))
  await Promise.all(old.map((file) => rm(join(dist, file))))
}
