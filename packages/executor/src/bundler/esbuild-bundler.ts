import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { realpath, rm } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { assertNoErrors, type BundledAction, type Bundler, type Diagnostic } from '@ays/core'
import { writeWhole } from '../write-whole.ts'
import { type ActionBundle, buildActions, buildProbe } from './build-actions.ts'
import { buildDiagnostics, loadDiagnostic, nativeDiagnostics } from './build-diagnostics.ts'
import { BundleCache, type BundleInputs, hashInputs } from './bundle-cache.ts'
import { ExportProbe } from './export-probe.ts'
import { FileHashes, sha256 } from './file-hashes.ts'

export interface EsbuildBundlerOptions {
  /** A folder for what was bundled before; created when needed, safe to delete. */
  readonly cache: string
}

/** Bundles actions with esbuild, which is loaded only when something is not in the cache. */
export class EsbuildBundler implements Bundler {
  readonly #folder: string
  readonly #cache: BundleCache
  readonly #probe = new ExportProbe()
  #hashes = new FileHashes()
  #busy = 0
  #started = false
  /** How many bundlers have loaded esbuild: it has one process for all of them. */
  static #users = 0

  constructor({ cache }: EsbuildBundlerOptions) {
    this.#folder = cache
    this.#cache = new BundleCache(cache)
  }

  async bundle(file: string): Promise<readonly BundledAction[]> {
    this.#busy++
    try {
      const path = await realFile(file)
      return (await this.#cache.get(path, this.#hashes)) ?? (await this.#make(path))
    } finally {
      // Calls at the same time share what they read; later ones read again.
      if (--this.#busy === 0) this.#hashes = new FileHashes()
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#probe.close()
    if (!this.#started) return
    this.#started = false
    if (--EsbuildBundler.#users === 0) await (await import('esbuild')).stop()
  }

  async #make(file: string): Promise<readonly BundledAction[]> {
    this.#start()
    const beside = join(dirname(file), 'tsconfig.json')
    const tsconfig = existsSync(beside) ? beside : undefined
    const { code, inputs: sources, metafile } = await report(file, buildProbe(file, tsconfig))
    refuse(file, nativeDiagnostics(file, metafile))
    const inputs = await hashInputs(file, dependencies(file, sources), this.#hashes)
    const names = await this.#names(file, code)
    const bundles = await report(file, buildActions(file, tsconfig, names))
    const actions = bundles.map((bundle) => toAction(bundle, inputs))
    await this.#cache.put(file, inputs, actions)
    return actions
  }

  #start(): void {
    if (this.#started) return
    this.#started = true
    EsbuildBundler.#users++
  }

  async #names(file: string, code: string): Promise<readonly string[]> {
    // A data: URL would do, but Node maps no stack trace of one.
    const path = join(this.#folder, `probe-${randomUUID()}.mjs`)
    await writeWhole(path, code)
    try {
      const answer = await this.#probe.names(pathToFileURL(path).href)
      if ('names' in answer) return answer.names.filter((name) => ACTION.test(name)).toSorted()
      refuse(file, [loadDiagnostic(file, answer.error, answer.stack)])
      return []
    } finally {
      await rm(path, { force: true })
    }
  }
}

/** In the real folder, as esbuild sees it: a pack may be linked into node_modules. */
async function realFile(file: string): Promise<string> {
  const folder = dirname(resolve(file))
  return join(await realpath(folder).catch(() => folder), basename(file))
}

/** `_helper` is none, and neither is what a CommonJS file exports as a whole. */
const ACTION = /^(?!default$)[A-Za-z][\w$]*$/

async function report<T>(file: string, build: Promise<T>): Promise<T> {
  try {
    return await build
  } catch (error) {
    refuse(file, buildDiagnostics(file, error))
    throw error
  }
}

function refuse(file: string, diagnostics: readonly Diagnostic[]): void {
  assertNoErrors(diagnostics, `${file} cannot be bundled`, 'AYS_ACTION_INVALID')
}

function toAction({ name, code, map, inputs }: ActionBundle, all: BundleInputs): BundledAction {
  const files = inputs.map((path) => `${path} ${all[path] ?? ''}`)
  return { action: name, hash: sha256(code), inputs: sha256(files.join('\n')), code, map }
}

/** All that can change what is bundled: the sources, who else could be found in their place, settings. */
function dependencies(file: string, sources: readonly string[]): string[] {
  const folder = dirname(file)
  const own = sources.filter((path) => !path.includes('node_modules/'))
  const folders = own.map((path) => `${dirname(path)}/`)
  const packages = sources.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? [])
  return [
    ...new Set([
      ...sources,
      ...folders,
      ...packages.map((path) => `${path}/package.json`),
      ...packageFiles(folder),
      'tsconfig.json',
    ]),
  ].toSorted()
}

/** The package.json that says how the files of the folder are read, and those that would if they were there. */
function packageFiles(folder: string): string[] {
  const files: string[] = []
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, 'package.json')
    files.push(relative(folder, path).split(sep).join('/'))
    if (existsSync(path) || at === dirname(at)) return files
  }
}
