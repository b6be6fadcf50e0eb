import { tmpdir } from 'node:os'
import path from 'node:path'

/** What the kernels take: 104 bytes on macOS, 108 on Linux, with the final zero. */
const LONGEST = 103

/**
 * Where the process that holds a repository's store listens: `.ays/ays.sock`; below $XDG_RUNTIME_DIR, or
 * the folder for temporary files, when that path is too long; a named pipe on Windows.
 */
export function socketPath({
  folder,
  id,
}: {
  readonly folder: string
  readonly id: string
}): string {
  if (process.platform === 'win32') return `\\\\.\\pipe\\ays-${id}`
  const own = path.join(folder, '.ays/ays.sock')
  if (Buffer.byteLength(own) <= LONGEST) return own
  const runtime =
    process.env['XDG_RUNTIME_DIR'] ?? path.join(tmpdir(), `ays-${process.getuid?.() ?? 0}`)
  return path.join(runtime, 'ays', `${id}.sock`)
}
