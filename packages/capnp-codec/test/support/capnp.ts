import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Runs the official tool. It is the oracle of these tests: without it they fail. */
export function capnp(args: readonly string[], input: Uint8Array | string = ''): Buffer {
  try {
    return execFileSync('capnp', args, {
      input,
      maxBuffer: 1 << 30,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, CAPNP_IGNORE_ISSUE_344: '1' },
    })
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')
      throw new Error('these tests need the capnp tool: apt-get install capnproto', { cause })
    throw cause
  }
}

/** What `capnp convert` makes of a message; its guess that the format is another one is not asked for. */
export function convert(args: readonly string[], input: Uint8Array | string): Buffer {
  return capnp(['convert', '--quiet', ...args], input)
}

/** Runs `use` with a file that holds the text, and removes it. */
export function withFile<T>(text: string, use: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'capnp-codec-'))
  try {
    const file = join(folder, 'schema.capnp')
    writeFileSync(file, text)
    return use(file)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The official tool's verdict on a schema: what it says is wrong, or undefined. */
export function capnpFault(text: string): string | undefined {
  try {
    withFile(text, (file) => capnp(['compile', '-o-', file]))
    return undefined
  } catch (error) {
    if (error instanceof Error && 'stderr' in error) return String(error.stderr)
    throw error
  }
}

/** Messages that stand one behind the other. */
export function splitMessages(bytes: Buffer): Buffer[] {
  const messages: Buffer[] = []
  for (let at = 0; at < bytes.length;) {
    const segments = bytes.readUInt32LE(at) + 1
    let size = (4 + segments * 4 + 7) & ~7
    for (let index = 0; index < segments; index++)
      size += bytes.readUInt32LE(at + 4 + index * 4) * 8
    messages.push(bytes.subarray(at, at + size))
    at += size
  }
  return messages
}
