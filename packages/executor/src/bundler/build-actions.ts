import { basename, dirname, posix } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BuildOptions, BuildResult, Plugin } from 'esbuild'

/** One bundled export and what it was made of. */
export interface ActionBundle {
  readonly name: string
  readonly code: string
  /** Source map, JSON. Its sources read `template:<folder>/<path>`, wherever the folder lies. */
  readonly map: string
  /** Paths relative to the folder of the actions file, sorted. */
  readonly inputs: readonly string[]
}

type Result = BuildResult<{ metafile: true; write: false }>

const ENTRY = 'ays-action'

/** CommonJS packages need these; they reach built-in modules only, all else is in the bundle. */
const COMMONJS =
  "import{createRequire as $require}from'node:module';" +
  "const require=$require('/'),__dirname='/',__filename='/index.js';"

/**
 * The whole file as one module. Its default export lists the names of the functions it exports:
 * what a name holds is known only when the code has run.
 */
export async function buildProbe(file: string, tsconfig: string | undefined) {
  const contents = `import * as all from ${JSON.stringify(`./${basename(file)}`)}
    const isAction = (it) => typeof it === 'function' && !/^class\\b/.test(Function.prototype.toString.call(it))
    export default Object.keys(all).filter((name) => isAction(all[name]))`
  const { outputFiles, metafile } = await build(file, tsconfig, {
    stdin: { contents, resolveDir: dirname(file), sourcefile: ENTRY },
    sourcemap: 'inline',
    sourcesContent: false,
    sourceRoot: pathToFileURL(`${dirname(file)}/`).href,
    banner: { js: COMMONJS },
  })
  const inputs = Object.keys(metafile.inputs).filter((path) => path !== ENTRY)
  return { code: outputFiles[0]?.text ?? '', inputs, metafile }
}

/** One bundle for each name, in the same order. */
export async function buildActions(
  file: string,
  tsconfig: string | undefined,
  names: readonly string[],
): Promise<ActionBundle[]> {
  const result = await buildNames(file, tsconfig, names, {})
  return Promise.all(
    names.map(async (name) => {
      const bundle = await toBundle(file, result, name)
      const needs = needsOf(result, bundle)
      if (needs === undefined) return bundle
      return toBundle(file, await buildNames(file, tsconfig, [name], needs), name)
    }),
  )
}

function buildNames(
  file: string,
  tsconfig: string | undefined,
  names: readonly string[],
  options: BuildOptions,
): Promise<Result> {
  return build(file, tsconfig, {
    entryPoints: names.map((name) => ({ in: `${ENTRY}:${name}`, out: name })),
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: 'inline',
    plugins: [entryPlugin(file)],
    ...options,
  })
}

async function build(
  file: string,
  tsconfig: string | undefined,
  options: BuildOptions,
): Promise<Result> {
  // Loaded here, because an unchanged repository never needs it.
  const esbuild = await import('esbuild')
  return esbuild.build({
    absWorkingDir: dirname(file),
    outdir: dirname(file),
    allowOverwrite: true,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
    logLevel: 'silent',
    ...(tsconfig === undefined ? { tsconfigRaw: '{}' } : { tsconfig }),
    ...options,
    metafile: true,
    write: false,
  })
}

/** `default` is the one export, so that a bundle does not hold the name of its action. */
function entryPlugin(file: string): Plugin {
  const from = JSON.stringify(`./${basename(file)}`)
  return {
    name: ENTRY,
    setup(it) {
      it.onResolve({ filter: new RegExp(`^${ENTRY}:`) }, ({ path }) => ({
        path: path.slice(ENTRY.length + 1),
        namespace: ENTRY,
      }))
      it.onLoad({ filter: /./, namespace: ENTRY }, ({ path }) => ({
        contents: `export { ${path} as default } from ${from}`,
        resolveDir: dirname(file),
      }))
    },
  }
}

/** What the code of an action needs beyond the smallest form, if anything. */
function needsOf(result: Result, { name, code }: ActionBundle): BuildOptions | undefined {
  const imports = outputOf(result, name).imports
  const commonjs = imports.some(({ kind }) => kind === 'require-call')
  // Code that may ask for the name of a function or class gets the one that its author wrote.
  const keepNames = /\bname\b/.test(code)
  if (!commonjs && !keepNames) return undefined
  return { keepNames, ...(commonjs ? { banner: { js: COMMONJS } } : {}) }
}

/**
 * Names are made short only now: esbuild picks them by how often letters occur in all it has read,
 * and code that the action does not reach must not show in its hash.
 */
async function toBundle(file: string, result: Result, name: string): Promise<ActionBundle> {
  const { transform } = await import('esbuild')
  const { code, map } = await transform(textOf(result, name), {
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minify: true,
    sourcemap: 'external',
    logLevel: 'silent',
  })
  return {
    name,
    code,
    map: placeless(map, basename(dirname(file))),
    inputs: Object.keys(outputOf(result, name).inputs)
      .filter((path) => !path.startsWith(`${ENTRY}:`))
      .toSorted(),
  }
}

function outputOf({ metafile }: Result, name: string) {
  const output = metafile.outputs[`${name}.js`]
  if (output === undefined) throw new Error(`esbuild made no ${name}.js`)
  return output
}

function textOf({ outputFiles }: Result, name: string): string {
  return outputFiles.find(({ path }) => basename(path) === `${name}.js`)?.text ?? ''
}

/** Sources as people know them; the text of packages is left out, nobody reads it there. */
function placeless(map: string, folder: string): string {
  const { sources, sourcesContent, ...rest }: SourceMap = JSON.parse(map)
  return JSON.stringify({
    ...rest,
    sources: sources.map((source) => `template:${posix.join(folder, source)}`),
    sourcesContent: sourcesContent.map((text, at) =>
      sources[at]?.includes('node_modules/') ? null : text,
    ),
  })
}

interface SourceMap {
  readonly sources: readonly string[]
  readonly sourcesContent: readonly (string | null)[]
}
