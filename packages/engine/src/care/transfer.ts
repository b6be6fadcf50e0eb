import { AysError, type Commit, type Records as Model, type Store, throwIfAborted } from '@ays/core'
import { HeldLease } from '../state/held-lease.ts'
import { keys, TRANSFER_LEASE } from '../state/keys.ts'
import type { Records } from '../state/records.ts'
import { admitTarget, type TargetOptions } from './admit-target.ts'
import {
  type CareOptions,
  type Content,
  type Contents,
  ContentsCounter,
  contentsOf,
  readContents,
} from './contents.ts'
import { EntryBatch } from './entry-batch.ts'
import { findDifferences } from './find-differences.ts'

export interface TransferOptions extends CareOptions, TargetOptions {
  /** In words and without secrets: only what is the same is gone on with where it was. */
  readonly source: string
  /** The entries of the source from a key on, in their order; read several times. */
  readonly read: (from: string) => AsyncIterable<Content>
  /** How many entries there are, when it is known. */
  readonly total?: number
  /** Called before anything is written, under the lease of the target. */
  readonly assertSource?: () => Promise<void>
  /** Called when both hold the same, before the transfer counts as ended. */
  readonly whenEqual?: () => Promise<void>
}

export interface TransferReport extends Contents {
  /** It went on with a transfer that was interrupted. */
  readonly resumed: boolean
}

/** Milliseconds. */
const TTL = 5000
/** Each pass mends what changed during the one before it; a source at rest needs two. */
const PASSES = 5

/**
 * Makes the target hold what the source holds and nothing else, in batches, and compares both. The
 * target cannot be used until the end (AYS_STORE_PARTIAL); the same call goes on with what was
 * interrupted, and waits for a process that still fills the target. AYS_STORE_DIFFERS when they do not become equal; else as {@link admitTarget}.
 */
export async function transfer(target: Records, options: TransferOptions): Promise<TransferReport> {
  const lease = await takeLease(target.store, options)
  try {
    await options.assertSource?.()
    const begun = await admitTarget(target, options)
    return await new Transfer(target, lease, options).run(begun)
  } finally {
    await lease[Symbol.asyncDispose]()
  }
}

/** Of a process that was killed, it lasts for its time. */
async function takeLease(store: Store, { on, signal }: CareOptions): Promise<HeldLease> {
  if (await store.isLeased(TRANSFER_LEASE)) on?.({ phase: 'wait', entries: 0, bytes: 0 })
  return HeldLease.take(store, TRANSFER_LEASE, { ttl: TTL, wait: true, ...(signal && { signal }) })
}

class Transfer {
  readonly #target: Records
  readonly #lease: HeldLease
  readonly #options: TransferOptions
  readonly #signal: { readonly signal: AbortSignal }

  constructor(target: Records, lease: HeldLease, options: TransferOptions) {
    const { signal } = options
    this.#target = target
    this.#lease = lease
    this.#options = options
    this.#signal = { signal: AbortSignal.any([lease.lost, ...(signal ? [signal] : [])]) }
  }

  async run(begun: Model.Transfer | undefined): Promise<TransferReport> {
    const { source, whenEqual, on } = this.#options
    const cursor = begun?.source === source ? begun.cursor : ''
    await this.#commit({ deletes: [keys.repo] }, cursor)
    if (cursor !== '') await this.#pass(cursor, 'copy')
    const { contents, repo } = await this.#untilEqual(cursor === '')
    if (!repo) throw new AysError('AYS_INTERNAL', `${source} has no Repo record`)
    await this.#commit({ puts: [repo] }, '')
    const there = await readContents(this.#target.store, { ...this.#signal, ...(on && { on }) })
    if (there.digest !== contents.digest) throw differs()
    await whenEqual?.()
    await this.#target.store.commit({ deletes: [keys.transfer], fences: [this.#lease.fence] })
    return { ...contents, resumed: begun !== undefined }
  }

  async #untilEqual(fresh: boolean): Promise<Pass> {
    for (let number = 0; number < PASSES; number++) {
      const pass = await this.#pass('', fresh && number === 0 ? 'copy' : 'compare')
      if (pass.changes === 0) return pass
    }
    throw differs()
  }

  /** Goes through both from a key on, and commits what the target lacks. */
  async #pass(from: string, phase: 'copy' | 'compare'): Promise<Pass> {
    const { store } = this.#target
    const { on, total } = this.#options
    const counter = new ContentsCounter(on, { phase, ...(total !== undefined && { total }) })
    const found: { repo?: Content } = {}
    const wanted = observe(this.#options.read(from), counter, found)
    const there = contentsOf(store, { from, ...this.#signal })
    const batch = new EntryBatch(store.capabilities.limits)
    let changes = 0
    for await (const difference of findDifferences(wanted, there)) {
      changes += 1
      if (batch.add(difference)) continue
      await this.#commit(batch.take(), difference.key)
      batch.add(difference)
    }
    throwIfAborted(this.#signal.signal)
    if (!batch.empty) await this.#commit(batch.take(), '')
    return { changes, contents: counter.finish(), repo: found.repo }
  }

  /** With this commit, every key before `cursor` is there. */
  async #commit(batch: Pick<Commit, 'puts' | 'deletes'>, cursor: string): Promise<void> {
    const { repository, source } = this.#options
    const { codecs, store } = this.#target
    const value = codecs.transfer.encode({ repository, source, cursor })
    const puts = [...(batch.puts ?? []), { key: keys.transfer, value }]
    await store.commit({ ...batch, puts, fences: [this.#lease.fence] }, this.#signal)
  }
}

/** What one pass found and did. */
interface Pass {
  /** Puts and deletes that were needed. */
  readonly changes: number
  readonly contents: Contents
  readonly repo: Content | undefined
}

/** Counts everything; keeps back the Repo record, without which no store is used. */
async function* observe(
  source: AsyncIterable<Content>,
  counter: ContentsCounter,
  found: { repo?: Content },
): AsyncGenerator<Content> {
  for await (const entry of source) {
    counter.add(entry)
    if (entry.key === keys.repo) found.repo = entry
    else yield entry
  }
}

function differs(): AysError {
  return new AysError('AYS_STORE_DIFFERS', 'the source changes while it is copied', {
    hint: 'Stop what works with it, then give the same command again.',
  })
}
