import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cleanEnv } from '../clean-env.ts'

/** Runs in the child: answers the URL of each module with the names its default export lists. */
const CHILD = `
process.on('message', async ({ url }) => {
  try {
    process.send({ names: (await import(url)).default })
  } catch (error) {
    process.send({ error: String(error?.message ?? error), stack: String(error?.stack ?? '') })
  }
})
process.on('disconnect', () => process.exit())
`

export type ProbeAnswer =
  | { readonly names: readonly string[] }
  /** What it threw; the stack is '' when it threw no error. */
  | { readonly error: string; readonly stack: string }

/** How long the top level of an actions file may take, milliseconds. */
const PATIENCE = 10_000

/** How long the process waits for more, milliseconds. */
const IDLE = 500

/**
 * Learns what modules export by running them in a process of its own: authors' code never runs in
 * this one. The process is started when needed and ends when nothing is asked for a while.
 */
export class ExportProbe {
  #child: ChildProcess | undefined
  #last: Promise<unknown> = Promise.resolve()
  #idle: NodeJS.Timeout | undefined

  /** Never rejects for what the module does. */
  names(url: string): Promise<ProbeAnswer> {
    const answer = this.#last.then(() => this.#ask(url))
    this.#last = answer.finally(() => {
      clearTimeout(this.#idle)
      this.#idle = setTimeout(() => this.#kill(), IDLE)
    })
    return answer
  }

  async close(): Promise<void> {
    await this.#last
    clearTimeout(this.#idle)
    this.#kill()
  }

  async #ask(url: string): Promise<ProbeAnswer> {
    clearTimeout(this.#idle)
    const child = (this.#child ??= startChild())
    const stop = new AbortController()
    const timer = setTimeout(() => this.#kill(), PATIENCE)
    try {
      child.send({ url })
      const { signal } = stop
      return await Promise.race([
        once(child, 'message', { signal }).then(([answer]) => answer),
        once(child, 'exit', { signal }).then(() => ({
          error: 'it ended the process that loads it',
          stack: '',
        })),
      ])
    } finally {
      clearTimeout(timer)
      stop.abort()
      if (child.exitCode !== null || child.signalCode !== null) this.#child = undefined
    }
  }

  #kill(): void {
    this.#child?.kill('SIGKILL')
    this.#child = undefined
  }
}

function startChild(): ChildProcess {
  const args = ['--enable-source-maps', '--input-type=module', '--eval', CHILD]
  return spawn(process.execPath, args, {
    env: cleanEnv({}),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
}
