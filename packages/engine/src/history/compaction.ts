import {
  type CompactReport,
  describeError,
  isCancelled,
  type Retention,
  type SignalOption,
} from '@ays/core'
import { keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'
import { compact } from './compact.ts'

const DAY = 86_400_000

/** Milliseconds that a compaction after a run may take: whoever drove the run waits for it before it ends. */
const BUDGET = 5000

/** Keeps a repository within its retention. Disposing it waits for what is under way. */
export class Compaction implements AsyncDisposable {
  readonly #records: Records
  readonly #retention: Retention
  readonly #now: () => number
  #underWay: Promise<void> | undefined

  constructor(records: Records, retention: Retention, now: () => number) {
    this.#now = now
    this.#records = records
    this.#retention = retention
  }

  /** As AysApi.compactStore(). */
  compact(options: SignalOption = {}): Promise<CompactReport> {
    const [records, retention] = [this.#records, this.#retention]
    return compact({ ...options, records, retention, now: this.#now() })
  }

  /** After a run, at most once a day: in the background, for a few seconds; the next run goes on with the rest. */
  begin(): void {
    this.#underWay ??= this.#compactWhenDue().finally(() => {
      this.#underWay = undefined
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#underWay
  }

  async #compactWhenDue(): Promise<void> {
    try {
      if (this.#now() - (await this.#last()) < DAY) return
      await this.compact({ signal: AbortSignal.timeout(BUDGET) })
    } catch (error) {
      // The run is done, and what it was good for is not lost: the next one tries again.
      if (isCancelled(error)) return
      const { message } = describeError(error)
      process.emitWarning(`the store was not compacted: ${message}`, 'AysWarning')
    }
  }

  /** When it was done last, else when the repository began. */
  async #last(): Promise<number> {
    const { codecs } = this.#records
    const done = await this.#records.get(codecs.compaction, keys.compaction)
    if (done) return done.value.at
    const repo = await this.#records.get(codecs.repo, keys.repo)
    return repo?.value.created ?? 0
  }
}
