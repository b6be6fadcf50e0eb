import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, normalize } from 'node:path'
import { AysError } from '@ays/core'

const TIMEOUT = 10_000
const MAX_OUTPUT = 64 << 20
/** What the text is called in the folder that is made for it. */
const MAIN = 'schema.capnp'
const COMPLAINT =
  /^(?<file>[^:\n]+):(?<line>\d+)(?::(?<column>\d+)[\d-]*)?: error: (?<summary>.*)$/gm

/** What a schema may import. */
export interface ImportOptions {
  /** Texts that may be imported, by their path from the text's own folder. */
  readonly files?: Readonly<Record<string, string>>
  /** Whether `/capnp/c++.capnp` and the like may be imported, from where they are installed. */
  readonly standardImports?: boolean
}

/** Something the compiler complains of. */
export interface Complaint {
  /** Absent for the text itself, else one of the files. */
  readonly file?: string
  readonly line: number
  readonly column: number
  readonly summary: string
}

/** What the compiler made of a text: the request it would send to a code generator, or complaints. */
export type CompilerOutput =
  | { readonly request: Uint8Array }
  | { readonly complaints: readonly Complaint[] }
  | { readonly missing: true }

/**
 * Runs `capnp compile` in a folder of its own, so that nothing but the given files can be imported or
 * embedded. `missing` when there is no such program. AYS_USAGE for a file that would lie outside.
 */
export function runCompiler(
  text: string,
  { files = {}, standardImports }: ImportOptions,
): CompilerOutput {
  const folder = mkdtempSync(join(tmpdir(), 'ays-capnp-'))
  try {
    for (const [path, content] of Object.entries({ ...files, [MAIN]: text }))
      writeInside(folder, path, content)
    const imports = standardImports === true ? [] : ['--no-standard-import']
    return readOutput(
      spawnSync('capnp', ['compile', ...imports, '-o-', MAIN], {
        cwd: folder,
        timeout: TIMEOUT,
        maxBuffer: MAX_OUTPUT,
        // Without it the compiler dies of legal schemas with nested unions (its issue 344).
        env: { PATH: process.env['PATH'], CAPNP_IGNORE_ISSUE_344: '1' },
      }),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function readOutput({
  error,
  status,
  signal,
  stdout,
  stderr,
}: ReturnType<typeof spawnSync>): CompilerOutput {
  if (error !== undefined && 'code' in error && error.code === 'ENOENT') return { missing: true }
  if (status === 0) return { request: toBytes(stdout) }
  const complaints = Array.from(String(stderr).matchAll(COMPLAINT), ({ groups }) =>
    toComplaint(groups),
  )
  if (complaints.length > 0) return { complaints }
  // It dies of some paths and of what it finds impossible, and says why in the first line with "failed".
  const reason = /failed: (.*)/.exec(String(stderr))?.[1] ?? `it ended with ${signal ?? status}`
  return { complaints: [{ line: 1, column: 1, summary: `the capnp compiler failed: ${reason}` }] }
}

function toComplaint(groups: Readonly<Record<string, string>> = {}): Complaint {
  const { file = MAIN, line = '1', column = '1', summary = '' } = groups
  return {
    ...(file === MAIN ? {} : { file }),
    line: Number(line),
    column: Number(column),
    summary,
  }
}

function toBytes(output: string | Buffer): Uint8Array {
  return typeof output === 'string' ? Buffer.from(output) : output
}

function writeInside(folder: string, path: string, text: string): void {
  const file = join(folder, normalize(path))
  if (!file.startsWith(join(folder, '/')))
    throw new AysError('AYS_USAGE', `"${path}" leads out of the folder of the schema`)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}
