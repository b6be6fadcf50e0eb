import {
  formatAddress,
  isAysError,
  type MissedTimes,
  type Records as Model,
  type Recurring,
  type RunEvent,
  type ServiceAddress,
} from '@ays/core'
import { conflictsOf } from '../api/await-claims.ts'
import type { DriveRequest } from '../api/drive-run.ts'
import { newJob } from '../plan/new-job.ts'
import { createRun } from '../run/create-run.ts'
import { withAction } from '../state/action-state.ts'
import { addressOf, keyOf } from '../state/action-ref.ts'
import type { ActorView } from '../state/actor-view.ts'
import { ChangeSet } from '../state/change-set.ts'
import { Draft } from '../state/draft.ts'
import { formatJson } from '../state/json.ts'
import { addressOfKey, keys, timerOfKey } from '../state/keys.ts'
import { type StartedRun, startRun } from '../work/start-run.ts'
import type { WorkTools } from '../work/work-tools.ts'
import { AtWork } from './at-work.ts'
import { layDues } from './lay-dues.ts'
import { dueAfter, mayRecur, recurrenceOf } from './recurrence.ts'

/** Times of one commit: each is about five keys of it. */
const BATCH = 1000
/** Jobs of recurring runs that wait to be started; above it, times wait. */
const BACKLOG = 2000
/** Milliseconds until what is held, or stands in a backlog, is looked at again. */
const PAUSE = 250
const TRIES = 5

type Timer = ReturnType<typeof timerOfKey>

/** What becomes of a time that has come. */
type Verdict = 'fire' | 'skip' | 'wait'

/** A time that has come, with what it is about. */
interface DueAction {
  readonly timer: Timer
  readonly service: Model.Service
  readonly actor: ActorView
  readonly recurring: Recurring
}

/** The recurring actions of a repository: reads the head of the index of times, never the services. */
export class Timers {
  readonly #tools: WorkTools
  readonly #atWork = new AtWork()
  readonly #isWanted: (service: string) => boolean

  /** What somebody else wants, a time waits for as if it was held. */
  constructor(tools: WorkTools, isWanted: (service: string) => boolean) {
    this.#tools = tools
    this.#isWanted = isWanted
  }

  /**
   * Makes one run of all that is due, at most {@link BATCH} at once; a time goes into the same commit as its job, so
   * none comes twice. Returns when to look again; undefined when nothing recurs.
   */
  async look(): Promise<number | undefined> {
    const { clock } = this.#tools
    if (this.#atWork.waiting >= BACKLOG) return clock.now() + PAUSE
    let exclude: ReadonlySet<string> = new Set()
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      try {
        const at = clock.now()
        const { full, waits } = await this.#commitDue(at, exclude)
        if (full) return at
        return await this.#nextLook(at, waits)
      } catch (error) {
        if (!isAysError(error, 'AYS_STORE_CONFLICT')) throw error
        // Whoever else changes these is not waited for.
        exclude = new Set([...exclude, ...conflictsOf(error).map(ownerOf)])
      }
    }
    return clock.now() + PAUSE
  }

  /** When to look again after a look at what was due by then: also what has come meanwhile. */
  async #nextLook(at: number, waits: boolean): Promise<number | undefined> {
    const { store } = this.#tools.records
    const from = keys.afterTimers(at)
    const soon = waits ? at + PAUSE : undefined
    for await (const { key } of store.scan({ prefix: keys.timers, from, limit: 1 })) {
      return Math.min(timerOfKey(key).due, soon ?? Infinity)
    }
    return soon
  }

  async #commitDue(
    at: number,
    exclude: ReadonlySet<string>,
  ): Promise<{ full: boolean; waits: boolean }> {
    const { records } = this.#tools
    const draft = new Draft(records, new ChangeSet())
    const fires: DueAction[] = []
    let skipped = 0
    let waits = exclude.size > 0
    for await (const batch of this.#due(at)) {
      const timers = batch.filter(({ address }) => !exclude.has(formatAddress(address)))
      const held = await this.#readHeld(draft, timers)
      for (const timer of timers) {
        const due = await this.#read(draft, timer)
        if (!due) continue
        const verdict = this.#judge(due, held.has(formatAddress(timer.address)))
        if (verdict === 'wait') waits = true
        else this.#move(draft, due, verdict, at)
        if (verdict === 'fire') fires.push(due)
        if (verdict === 'skip') skipped += 1
      }
      if (fires.length + skipped >= BATCH) break
    }
    await this.#commit(draft, fires, at)
    const [first] = fires
    if (fires.length + skipped > 0) {
      this.#tools.on({
        type: 'timers',
        fired: fires.length,
        skipped,
        late: first ? at - first.timer.due : 0,
      })
    }
    return { full: fires.length + skipped >= BATCH, waits }
  }

  /** Times that have come, in batches, earliest first. */
  async *#due(at: number): AsyncIterable<Timer[]> {
    const range = { prefix: keys.timers, to: keys.afterTimers(at) }
    let batch: Timer[] = []
    for await (const { key } of this.#tools.records.store.scan(range)) {
      if (batch.push(timerOfKey(key)) < BATCH) continue
      yield batch
      batch = []
    }
    if (batch.length > 0) yield batch
  }

  /** Addresses of services that a run holds, or waits for; that the others stay free is checked by the commit. */
  async #readHeld(draft: Draft, timers: readonly Timer[]): Promise<ReadonlySet<string>> {
    const addresses = timers.map(({ address }) => address)
    await draft.load(addresses)
    const claims = await this.#tools.records.store.getMany(addresses.map(keys.claim))
    const names = addresses.map(formatAddress)
    return new Set(names.filter((name, at) => claims[at] || this.#isWanted(name)))
  }

  /** Undefined when the index was ahead of, or behind, what the service says: it is written anew. */
  async #read(draft: Draft, timer: Timer): Promise<DueAction | undefined> {
    const service = draft.peek(timer.address)
    const actor = service && (await draft.actor(service.actor))
    const due = service?.actions.find(({ name }) => name === timer.action)?.due
    if (!service || !actor || due !== timer.due) return undefined
    const recurring = recurrenceOf(service, actor, timer.action)
    if (recurring && mayRecur(service, actor, timer.action)) {
      return { timer, service, actor, recurring }
    }
    const current = draft.get(timer.address)
    if (current) draft.set(withAction(current, timer.action, { due: 0 }))
    return undefined
  }

  #judge(due: DueAction, held: boolean): Verdict {
    const { timer, recurring } = due
    const missed = timer.due < this.#tools.since
    if (policyOf(recurring, missed) !== 'skip') return held ? 'wait' : 'fire'
    if (missed) return 'skip'
    if (!held) return 'fire'
    // Only for itself it is left out: for other runs with the service it waits.
    return this.#atWork.has(keyOf({ address: timer.address, action: timer.action }))
      ? 'skip'
      : 'wait'
  }

  #move(draft: Draft, { timer, recurring }: DueAction, verdict: Verdict, at: number): void {
    const service = draft.get(timer.address)
    if (!service) return
    const missed = timer.due < this.#tools.since
    const each = verdict === 'fire' && policyOf(recurring, missed) === 'queue'
    const due = dueAfter(recurring, service, timer.due, each ? timer.due : at)
    draft.set(withAction(service, timer.action, { due }))
  }

  async #commit(draft: Draft, fires: readonly DueAction[], at: number): Promise<void> {
    const { records, who, beside } = this.#tools
    const { changes } = draft
    await layDues(draft, at)
    draft.write()
    if (fires.length === 0) {
      if (!changes.empty) await records.store.commit(changes.toCommit())
      return
    }
    const jobs = fires.map((due, number) => toJob(due, number, at))
    const options = { command: 'recurring', who, now: at, jobs, gates: [], barrier: false }
    const created = createRun(changes, records, { ...options, recurring: true })
    const { ended } = await this.#start({ ...created, first: changes })
    beside(`run ${created.run.id}`, ended)
  }

  /** Resolves to the rest of the run, once it is committed. */
  async #start(request: Pick<DriveRequest, 'run' | 'jobs' | 'first'>): Promise<StartedRun> {
    const { drive, on } = this.#tools
    const { run, jobs } = request
    this.#atWork.add(run.id, jobs)
    const hear = (event: RunEvent) => {
      this.#atWork.hear(run.id, event)
      on({ type: 'run', run: run.id, event })
    }
    const forget = () => this.#atWork.forget(run.id, jobs)
    try {
      const { ended } = await startRun(drive, { ...request, on: hear })
      return { ended: ended.finally(forget) }
    } catch (error) {
      forget()
      throw error
    }
  }
}

function policyOf({ overlap = 'skip', catchUp = 'one' }: Recurring, missed: boolean): MissedTimes {
  return missed ? catchUp : overlap
}

function toJob({ timer, service, actor }: DueAction, number: number, at: number): Model.Job {
  const { action, due } = timer
  const reason = { kind: 'recurring', due } as const
  const node = { address: addressOf(service), action, service, actor, kind: 'job', reason } as const
  const draft = { node, step: 0, needs: [], blockedBy: undefined }
  const job = newJob(draft, { number, needs: [], step: 0, created: at })
  return { ...job, reasonJson: formatJson(reason) }
}

/** The address of the service that a key in a conflict is about. */
function ownerOf(key: string): string {
  const address: ServiceAddress = addressOfKey(key)
  return formatAddress(address)
}
