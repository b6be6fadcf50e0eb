import { setTimeout as sleep } from 'node:timers/promises'

/** Milliseconds that something of a plugin may take to load. */
export const PATIENCE = 10_000

/**
 * Loads something of a plugin. Rejects when that throws, when it takes longer than `patience` milliseconds, and instead of
 * ending this process. A loop without an end cannot be interrupted: who installs a plugin tries it in another process.
 */
export async function guard<T>(load: () => Promise<T>, patience = PATIENCE): Promise<T> {
  const loaded = new AbortController()
  const exit = process.exit.bind(process)
  process.exit = (code) => {
    throw new Error(`it calls process.exit(${code ?? ''})`)
  }
  try {
    return await Promise.race([load(), tooLong(patience, loaded.signal)])
  } finally {
    process.exit = exit
    loaded.abort()
  }
}

/** The timer also keeps the process alive, which would end without a word over a module that waits for nothing. */
async function tooLong(patience: number, signal: AbortSignal): Promise<never> {
  await sleep(patience, undefined, { signal })
  throw new Error(`it does not load within ${patience / 1000} s`)
}
