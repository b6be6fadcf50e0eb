import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Store } from '@ays/core'
import { verify } from './care.ts'

const SCRIPT = path.join(import.meta.dirname, '../crash/store-writer.mjs')
const KEPT = 5

/** A store by URL, and the file in which everything is noted that it answered. */
export interface WrittenStore {
  readonly url: string
  readonly repository: string
  readonly journal: string
}

/** A process of its own that commits in a loop until it is killed, at the latest when it is disposed. */
export interface StoreWriter extends AsyncDisposable {
  readonly pid: number
  /** Until so many more commits were answered; fails when the writer ends by itself. */
  untilAnswered(commits: number): Promise<void>
  /** Does nothing until it is told to go on. */
  pause(): void
  goOn(): void
  /** kill -9. */
  kill(): Promise<void>
}

export function startWriter({ url, repository, journal }: WrittenStore): StoreWriter {
  const child = spawn(process.execPath, [SCRIPT, url, repository, journal], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let output = ''
  child.stderr.on('data', (data: Buffer) => (output += data.toString()))
  return {
    pid: child.pid ?? 0,
    untilAnswered: async (commits) => {
      const goal = (await linesOf(journal)).length + commits
      while ((await linesOf(journal)).length < goal) {
        if (hasEnded(child)) throw new Error(`the writer ended by itself: ${output}`)
        await delay(5)
      }
    },
    pause: () => child.kill('SIGSTOP'),
    goOn: () => child.kill('SIGCONT'),
    kill: async () => {
      if (hasEnded(child)) throw new Error(`the writer ended by itself: ${output}`)
      await end(child)
    },
    [Symbol.asyncDispose]: () => end(child),
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** Runs a writer that may write no file above so many KB until that stops it: what it said. */
export async function runOutOfRoom(
  { url, repository, journal }: WrittenStore,
  kilobytes: number,
): Promise<string> {
  // Node gets an error from the write instead of a signal.
  const limited = `trap "" XFSZ; ulimit -f ${kilobytes}; exec "$0" "$@"`
  const child = spawn('bash', ['-c', limited, process.execPath, SCRIPT, url, repository, journal], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let output = ''
  child.stderr.on('data', (data: Buffer) => (output += data.toString()))
  await once(child, 'close')
  return output
}

/** What a store lost or half did, compared with its journal, and what verify finds: a sentence each. */
export async function faultsOf(
  store: Store,
  { journal, repository }: WrittenStore,
): Promise<string[]> {
  const { faults: found } = await verify(store, { id: repository })
  // The keys of the writer are none of AYS.
  const faults = found.filter(({ kind }) => kind !== 'unknown').map(({ message }) => message)
  const answered = new Map<string, number>()
  for (const line of await linesOf(journal)) {
    const [writer = '', number] = line.split(' ')
    answered.set(writer, Math.max(answered.get(writer) ?? 0, Number(number)))
  }
  for (const [writer, number] of answered) {
    const [first, second] = await store.getMany([`first/${writer}`, `second/${writer}`])
    const last = Number(new TextDecoder().decode(first?.value))
    if (!(last >= number)) faults.push(`writer ${writer}: ${number} was answered, ${last} is there`)
    if (first?.version !== second?.version) faults.push(`writer ${writer}: ${last} is half there`)
    const numbers = await loggedBy(store, writer)
    const expected = Array.from({ length: Math.min(last, KEPT) }, (_, index) => last - index)
    if (String(numbers.toSorted((a, b) => b - a)) !== String(expected)) {
      faults.push(`writer ${writer}: ${expected.join()} should be logged, ${numbers.join()} are`)
    }
  }
  return faults
}

async function loggedBy(store: Store, writer: string): Promise<number[]> {
  const prefix = `log/${writer}/`
  const numbers: number[] = []
  for await (const { key, value } of store.scan({ prefix })) {
    const number = Number(key.slice(prefix.length))
    numbers.push(value.length === number % 3000 ? number : Number.NaN)
  }
  return numbers
}

async function linesOf(journal: string): Promise<string[]> {
  const text = await readFile(journal, 'utf8').catch(() => '')
  return text.split('\n').slice(0, -1)
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}
