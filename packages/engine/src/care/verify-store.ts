import {
  ABSENT,
  type Codec,
  type Entry,
  type SchemaFormat,
  type Store,
  type StoreFault,
  throwIfAborted,
  type VerifyReport,
} from '@ays/core'
import { holds } from '../state/conflicts.ts'
import { Records } from '../state/records.ts'
import { Schemas } from '../state/schemas.ts'
import { type CareOptions, contentsOf, ContentsCounter } from './contents.ts'
import { type Invariant, judge, Reading, type Verdict } from './verify/invariant.ts'
import { invariantsOf } from './verify/kinds.ts'

export interface VerifyRequest extends CareOptions {
  /** Id of the repository. */
  readonly repository: string
  readonly codec: Codec
  readonly formats: readonly SchemaFormat[]
  /** Open. */
  readonly store: Store
  /** Mends what follows from the records, in commits that check what they were judged by. */
  readonly repair?: boolean
}

/** Entries that are kept, and invariants that are judged, with one reading. */
const AT_ONCE = 1000
const TRIES = 5
const TOLD = 1000

/**
 * Reads every entry of the store, and judges whether it is as the records say; work that goes on meanwhile is no
 * fault, for everything is read again before it is told. AYS_STORE_DAMAGED when the store itself cannot read an entry.
 */
export async function verifyStore(request: VerifyRequest): Promise<VerifyReport> {
  const { store, codec, formats, repository } = request
  const tools = {
    records: new Records(store, codec),
    schemas: new Schemas(codec, formats),
    repository,
  }
  const counter = new ContentsCounter(request.on, { phase: 'verify' })
  const verifier = new Verifier(request)
  for await (const entry of contentsOf(store, request)) {
    counter.add(entry)
    await verifier.add(entry, invariantsOf(entry, tools))
  }
  await verifier.flush()
  return { ...counter.finish(), ...verifier.report }
}

/** Gathers invariants, and judges many with one reading. */
class Verifier {
  readonly #request: VerifyRequest
  readonly #faults: StoreFault[] = []
  #found = 0
  #repaired = 0
  #entries = new Map<string, Entry | undefined>()
  #invariants: Invariant[] = []

  constructor(request: VerifyRequest) {
    this.#request = request
  }

  get report(): Pick<VerifyReport, 'found' | 'repaired' | 'faults'> {
    return { found: this.#found, repaired: this.#repaired, faults: this.#faults }
  }

  async add(entry: Entry, invariants: readonly Invariant[]): Promise<void> {
    this.#entries.set(entry.key, entry)
    this.#invariants.push(...invariants)
    if (Math.max(this.#invariants.length, this.#entries.size) >= AT_ONCE) await this.flush()
  }

  async flush(): Promise<void> {
    throwIfAborted(this.#request.signal)
    const invariants = this.#invariants
    const known = this.#entries
    this.#invariants = []
    this.#entries = new Map()
    const unknown = invariants.flatMap(({ reads }) => reads.filter((key) => !known.has(key)))
    for (const [key, entry] of await readEntries(this.#request.store, unknown))
      known.set(key, entry)
    const reading = new Reading(known)
    const suspects = invariants.filter((invariant) => judge(invariant, reading))
    // Side by side: commits that come together are written together.
    await Promise.all(suspects.map((suspect) => this.#settle(suspect)))
  }

  /** Judges by what was the case at one moment, and mends that. What changes all the time is left to the next verify. */
  async #settle(invariant: Invariant): Promise<void> {
    const { store, repair = false } = this.#request
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const entries = await readAtOnce(store, invariant.reads)
      const verdict = entries && judge(invariant, new Reading(entries))
      if (!entries) continue
      if (!verdict) return
      if (!repair || !verdict.fix) {
        this.#tell(invariant.key, verdict, false)
        return
      }
      if (await mend(store, invariant.key, verdict.fix, entries)) {
        this.#tell(invariant.key, verdict, true)
        return
      }
    }
  }

  #tell(key: string, { kind, message, fix }: Verdict, repaired: boolean): void {
    this.#found += 1
    if (repaired) this.#repaired += 1
    if (this.#faults.length >= TOLD) return
    this.#faults.push({ key, kind, message, repairable: fix !== undefined, repaired })
  }
}

type Entries = ReadonlyMap<string, Entry | undefined>

async function readEntries(store: Store, keys: readonly string[]): Promise<Entries> {
  const unique = [...new Set(keys)]
  const entries = await store.getMany(unique)
  return new Map(unique.map((key, at) => [key, entries[at]]))
}

/** Undefined when something changed meanwhile: versions that are equal in two readings were so in between. */
async function readAtOnce(store: Store, keys: readonly string[]): Promise<Entries | undefined> {
  const first = await readEntries(store, keys)
  const second = await readEntries(store, keys)
  const same = keys.every((key) => first.get(key)?.version === second.get(key)?.version)
  return same ? second : undefined
}

/** False when something that was judged has changed. */
function mend(
  store: Store,
  key: string,
  { value }: NonNullable<Verdict['fix']>,
  entries: Entries,
): Promise<boolean> {
  const checks = [...entries].map(([name, entry]) => ({
    key: name,
    version: entry?.version ?? ABSENT,
  }))
  return holds(
    store.commit({ checks, ...(value ? { puts: [{ key, value }] } : { deletes: [key] }) }),
  )
}
