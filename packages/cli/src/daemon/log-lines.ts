import { open, stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

/** Milliseconds between two looks at a file that is followed. */
const PAUSE = 200
/** Bytes at the end of a file in which its last lines are looked for. */
const TAIL = 4 << 20

/** The last lines of a file, and how long it was; none of a file that is not there. */
export async function lastLines(
  file: string,
  most: number,
): Promise<{ readonly lines: readonly string[]; readonly size: number }> {
  const size = await sizeOf(file)
  const from = Math.max(0, size - TAIL)
  const text = await read(file, from, size)
  const lines = text.split('\n').slice(from > 0 ? 1 : 0, -1)
  return { lines: most === 0 ? [] : lines.slice(-most), size }
}

/** The lines that are added behind `from`, also to the file that takes its place; ends with the signal. */
export async function* followFile(
  file: string,
  from: number,
  signal: AbortSignal,
): AsyncGenerator<string> {
  let at = from
  let rest = ''
  while (!signal.aborted) {
    const size = await sizeOf(file)
    if (size < at) at = 0
    if (size > at) {
      const lines = (rest + (await read(file, at, size))).split('\n')
      rest = lines.pop() ?? ''
      at = size
      yield* lines
    }
    await sleep(PAUSE, undefined, { signal }).catch(() => undefined)
  }
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined)
  return found?.size ?? 0
}

async function read(file: string, from: number, to: number): Promise<string> {
  if (to <= from) return ''
  const handle = await open(file)
  try {
    const bytes = Buffer.alloc(to - from)
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, from)
    return bytes.toString('utf8', 0, bytesRead)
  } finally {
    await handle.close()
  }
}
