import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import {
  AysError,
  type Diagnostic,
  type SignalOption,
  type TypeCheck,
  type TypeChecker,
} from '@ays/core'
import { readTscOutput } from './read-tsc-output.ts'

export interface TscTypeCheckerOptions {
  /** Files that look for a compiler as their own dependency would be, paths or URLs: the first that finds it. */
  readonly from: readonly string[]
  /** A folder for settings while the compiler runs; created when needed. */
  readonly cache: string
  /** What `@ays/core` means: the declarations of the AYS that runs the actions. */
  readonly core: string
}

/** What TypeScript is told of a template that has no tsconfig.json beside its actions. */
const SETTINGS = {
  strict: true,
  target: 'ES2022',
  lib: ['ES2023'],
  module: 'ESNext',
  // As the bundler finds modules.
  moduleResolution: 'Bundler',
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  esModuleInterop: true,
  experimentalDecorators: false,
  skipLibCheck: true,
  noEmit: true,
}

/** Runs the TypeScript compiler that is installed, in a process of its own. */
export class TscTypeChecker implements TypeChecker {
  readonly #options: TscTypeCheckerOptions

  constructor(options: TscTypeCheckerOptions) {
    this.#options = options
  }

  async check(files: readonly string[], { signal }: SignalOption = {}): Promise<TypeCheck> {
    const compiler = this.#find('typescript/package.json')
    if (compiler === undefined) {
      const reason = 'TypeScript is not installed: npm install --save-dev typescript @types/node'
      return { checked: false, reason }
    }
    const tsc = join(dirname(compiler), 'bin/tsc')
    const diagnostics: Diagnostic[] = []
    for (const [tsconfig, some] of bySettings(files)) {
      diagnostics.push(...(await this.#run(tsc, tsconfig, some, signal)))
    }
    return { checked: true, diagnostics }
  }

  async #run(
    tsc: string,
    tsconfig: string | undefined,
    files: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<Diagnostic[]> {
    const folder = join(this.#options.cache, `types-${randomUUID()}`)
    await mkdir(folder, { recursive: true })
    try {
      const settings = join(folder, 'tsconfig.json')
      await writeFile(settings, JSON.stringify({ ...this.#settings(tsconfig), files }))
      const { execa } = await import('execa')
      const { stdout, stderr, exitCode } = await execa(
        process.execPath,
        [tsc, '--project', settings, '--pretty', 'false'],
        { cwd: folder, reject: false, stdin: 'ignore', ...(signal && { cancelSignal: signal }) },
      )
      signal?.throwIfAborted()
      const diagnostics = readTscOutput(stdout, { folder, settings: tsconfig })
      if (exitCode === 0 || diagnostics.length > 0) return diagnostics
      throw new AysError('AYS_INTERNAL', `${tsc} ended with ${exitCode}: ${stderr || stdout}`)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  #settings(tsconfig: string | undefined): object {
    const quiet = { noEmit: true, composite: false, incremental: false }
    if (tsconfig !== undefined) return { extends: tsconfig, compilerOptions: quiet }
    const node = this.#find('@types/node/package.json')
    const types = node && { types: ['node'], typeRoots: [dirname(dirname(node))] }
    const paths = { '@ays/core': [this.#options.core] }
    return { compilerOptions: { ...SETTINGS, ...types, paths } }
  }

  #find(file: string): string | undefined {
    for (const from of this.#options.from) {
      try {
        return createRequire(from).resolve(file)
      } catch {
        // The next place.
      }
    }
    return undefined
  }
}

/** A tsconfig.json beside the actions is that of the bundler, too. */
function bySettings(files: readonly string[]): Map<string | undefined, string[]> {
  const groups = new Map<string | undefined, string[]>()
  for (const file of files) {
    const beside = join(dirname(file), 'tsconfig.json')
    const settings = existsSync(beside) ? beside : undefined
    groups.set(settings, [...(groups.get(settings) ?? []), file])
  }
  return groups
}
