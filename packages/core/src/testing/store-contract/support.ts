import assert from 'node:assert/strict'
import { type AysError, isAysError } from '../../errors/ays-error.ts'
import type { ErrorCode } from '../../errors/codes.ts'
import { ABSENT, type Check, type CommitResult, type Entry, type Store } from '../../store/store.ts'
import type { ContractCase, ContractHarness } from '../contract.ts'

export type StoreCase = ContractCase<Store>

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
export const text = (entry: Entry | undefined): string | undefined =>
  entry && new TextDecoder().decode(entry.value)
export const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => void setTimeout(resolve, ms))

/** One commit that puts these texts. */
export function put(store: Store, texts: Readonly<Record<string, string>>): Promise<CommitResult> {
  const puts = Object.entries(texts).map(([key, value]) => ({ key, value: bytes(value) }))
  return store.commit({ puts })
}

/** The check that an entry is still as it was read. */
export function unchanged(key: string, entry: Entry | undefined): Check {
  return { key, version: entry?.version ?? ABSENT }
}

/** The first `count` items, or all. */
export async function take<T>(items: AsyncIterable<T>, count = Infinity): Promise<T[]> {
  const taken: T[] = []
  if (count === 0) return taken
  for await (const item of items) if (taken.push(item) >= count) break
  return taken
}

/** Something that is awaited later: until then, nobody needs to know that it failed. */
export function begun<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined)
  return promise
}

/** Waits for the failure and returns it. */
export async function failure(attempt: Promise<unknown>, code: ErrorCode): Promise<AysError> {
  const outcome = await attempt.then(
    () => `fulfilled instead of ${code}`,
    (error: unknown) => error,
  )
  const other = outcome instanceof Error ? outcome : `${code} expected, got ${String(outcome)}`
  assert.ok(isAysError(outcome, code), other)
  return outcome
}

/** Reads, changes and commits until no other commit came between; `change` gives the new text. */
export async function update(
  store: Store,
  key: string,
  change: (before: string | undefined) => string,
): Promise<CommitResult> {
  for (;;) {
    const entry = await store.get(key)
    const attempt = store.commit({
      checks: [unchanged(key, entry)],
      puts: [{ key, value: bytes(change(text(entry))) }],
    })
    const result = await attempt.catch((error: unknown) => {
      if (!isAysError(error, 'AYS_STORE_CONFLICT')) throw error
    })
    if (result) return result
  }
}

/** Closes and opens again: what a new process would see. */
export async function reopen(store: Store): Promise<void> {
  await store[Symbol.asyncDispose]()
  await store.open()
}

/** A shared store is kept by its server; whether that keeps it on disk is another question. */
export const unlessKept = ({ capabilities }: Store): string | undefined =>
  capabilities.durable || capabilities.shared ? undefined : 'forgets when it closes'
export const unlessShared = (store: Store): string | undefined =>
  store.capabilities.shared ? undefined : 'one process only'
export const unlessUnshared = (store: Store): string | undefined =>
  store.capabilities.shared ? 'shared by several processes' : undefined
export const unlessWatch = (store: Store): string | undefined =>
  store.capabilities.watch ? undefined : 'cannot watch'

/** Runs with a second instance on the same data. */
export async function withSibling(
  store: Store,
  harness: ContractHarness<Store>,
  run: (sibling: Store) => Promise<void>,
): Promise<void> {
  const sibling = await harness.sibling?.(store)
  assert.ok(sibling, 'the harness of a shared store gives a sibling')
  try {
    await run(sibling)
  } finally {
    await harness.destroy(sibling)
  }
}

/** The same numbers for the same seed, between 0 and 1 (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
