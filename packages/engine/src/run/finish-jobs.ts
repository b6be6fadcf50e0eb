import {
  type ActionOutcome,
  AysError,
  type ErrorData,
  formatAddress,
  isAysError,
  type Reason,
  type Records as Model,
} from '@ays/core'
import { putEvent, SERVICE_CHANNEL } from '../event/put-event.ts'
import type { GrowthSeeds } from '../plan/growth-seeds.ts'
import { type Finish, finish } from '../state/action-state.ts'
import { addressOf } from '../state/action-ref.ts'
import { REVERSE_ACTIONS } from '../state/actor-view.ts'
import { changedFields, producerChanged, tellConsumers } from '../state/change-data.ts'
import type { Draft } from '../state/draft.ts'
import { formatJson } from '../state/json.ts'
import { keys } from '../state/keys.ts'
import { type Author, putRevisions } from '../state/revisions.ts'
import { sameBytes } from '../state/same-bytes.ts'
import { layDues } from '../timer/lay-dues.ts'
import { growRun } from './grow.ts'
import { putJobs } from './put-jobs.ts'
import type { RunContext } from './run-context.ts'

type Job = Model.Job
type Service = Model.Service
type Ok = Extract<ActionOutcome, { status: 'ok' }>

/** A job that has ended, and what is to be committed of it. */
export interface EndedJob {
  readonly job: Job
  readonly outcome: ActionOutcome
  readonly seen: SeenServices
}

/** One, or many that are plain. */
export type EndedJobs = readonly [EndedJob, ...EndedJob[]]

/** What the action saw of the services it is linked to. */
export interface SeenServices {
  readonly links: readonly Model.Link[]
  /** By address. */
  readonly producers: ReadonlyMap<string, Service>
}

/** What a commit brought: every job that it ended or added. */
export interface FinishedJobs {
  readonly ended: readonly Job[]
  readonly added: readonly Job[]
  /** Addresses of the services whose claim it gave back. */
  readonly released: readonly string[]
}

/** What one job brings. */
interface Finished {
  readonly job: Job
  readonly skipped: readonly Job[]
  readonly added: readonly Job[]
}

const TRIES = 100

/** True when the result touches nothing but the job and the states of its own service. */
export function isPlain({ outcome, job }: EndedJob): boolean {
  return (
    outcome.status === 'ok' &&
    job.action !== 'delete' &&
    outcome.fields.length + outcome.ensured.length + outcome.emitted.length === 0
  )
}

/**
 * One atomic commit, of one job or of many that are plain: results, the services' data and states, what
 * it means for consumers, what was ensured and emitted, the jobs that are doomed or added, the claims that
 * are given back. On a conflict all of it is worked out again on what is stored now; the effects of the
 * actions are not repeated.
 * Commits nothing and throws what {@link isRefusal} knows when the action asked for what it cannot have.
 */
export async function finishJobs(context: RunContext, batch: EndedJobs): Promise<FinishedJobs> {
  let draft = context.recallDraft()
  for (let attempt = 1; ; attempt++) {
    try {
      await draft.load(batch.flatMap(({ job, seen }) => [job, ...seen.links]))
      const all: Finished[] = []
      for (const one of batch) all.push(await new JobResult(context, draft, one).lay())
      const finished = layJobs(context, draft, all)
      await layDues(draft, context.now())
      // Only one that is alone leaves something in the history.
      putRevisions(draft.changes, context.records, draft.write(), authorOf(context, batch[0].job))
      await context.commitDraft(draft)
      apply(context, finished)
      return finished
    } catch (error) {
      if (!isAysError(error, 'AYS_STORE_CONFLICT') || attempt >= TRIES) throw error
      draft = context.newDraft()
    }
  }
}

/** What an action asked for and cannot have: its own error, not the run's. */
export function isRefusal(error: unknown): error is AysError {
  return isAysError(error) && REFUSALS.has(error.code)
}

const REFUSALS: ReadonlySet<string> = new Set([
  'AYS_CLAIMED',
  'AYS_SERVICE_CONSUMED',
  'AYS_INPUT_INVALID',
  'AYS_TEMPLATE_UNKNOWN',
  'AYS_ACTION_CYCLE',
  'AYS_LINK_CYCLE',
])

/** Right after the commit, before anybody else reads the state: the next one relies on it. */
function apply({ state, claimed }: RunContext, { ended, added, released }: FinishedJobs): void {
  for (const one of added) {
    state.add(one)
    claimed.add(formatAddress(one))
  }
  for (const one of ended) state.finish(one)
  // A claim that two commits at once left to each other stays here: the end of the run gives it back.
  for (const address of released) claimed.delete(address)
}

/** Job records; gives back the claims of services for which nothing is left to do, and says which. */
function layJobs(context: RunContext, draft: Draft, all: readonly Finished[]): FinishedJobs {
  const { state } = context
  const ended = all.flatMap(({ job, skipped }) => [job, ...skipped])
  const added = all.flatMap((one) => one.added)
  putJobs(context, draft.changes, [...ended, ...added])
  const closed = new Set(ended.map(({ number }) => number))
  const grown = new Set(added.map(formatAddress))
  const isOver = (one: Job) =>
    !grown.has(formatAddress(one)) && state.openJobs(one).every(({ number }) => closed.has(number))
  const over = ended.filter(isOver)
  for (const one of over) draft.changes.delete(keys.claim(one))
  return { ended, added, released: over.map(formatAddress) }
}

/** Lays what one job brings into a draft. */
class JobResult {
  readonly #context: RunContext
  readonly #draft: Draft
  readonly #job: Job
  readonly #outcome: ActionOutcome
  readonly #seen: SeenServices

  constructor(context: RunContext, draft: Draft, { job, outcome, seen }: EndedJob) {
    this.#context = context
    this.#draft = draft
    this.#job = job
    this.#outcome = outcome
    this.#seen = seen
  }

  async lay(): Promise<Finished> {
    const outcome = this.#outcome
    const service = this.#draft.get(this.#job)
    return outcome.status === 'error'
      ? this.#fail(service, outcome.error)
      : this.#succeed(this.#same(service), outcome)
  }

  /** A service that went, or whose name belongs to another one now, takes no result. */
  #same(service: Service | undefined): Service {
    if (service && service.uid === this.#job.uid) return service
    throw new AysError('AYS_INTERNAL', `${formatAddress(this.#job)} went away under its own run`)
  }

  #fail(service: Service | undefined, error: ErrorData): Finished {
    const { state } = this.#context
    const at = this.#context.now()
    if (service && service.uid === this.#job.uid) {
      this.#draft.set(
        finish(
          service,
          this.#job.action,
          this.#done('error', at, { kind: 'error', message: error.message }),
        ),
      )
    }
    const reasonJson = formatJson(failedBefore({ ...this.#job, state: 'error' }))
    const skipped = state
      .doomedBy([this.#job])
      .map((job): Job => ({ ...job, state: 'skipped', reasonJson, ended: at }))
    const errorJson = formatJson(error)
    return { job: { ...this.#job, state: 'error', errorJson, ended: at }, skipped, added: [] }
  }

  async #succeed(service: Service, outcome: Ok): Promise<Finished> {
    const context = this.#context
    const at = context.now()
    const data = await this.#mergeData(service, outcome)
    const ensured = await this.#ensure(outcome, service)
    const stale = this.#staleProducer()
    const others = this.#otherOpenJobs()
    const done = stale
      ? this.#done('changed', at, producerChanged(stale, true))
      : this.#done('ok', at)
    const keep = new Set(others.map(({ action }) => action))
    const next = finish(
      this.#endReplace(data === service.data ? service : { ...service, data, updated: at }, others),
      this.#job.action,
      done,
      keep,
    )
    await this.#place(service, next)
    const told = data === service.data ? [] : await tellConsumers(this.#draft, next)
    this.#emit(outcome, at)
    const seeds = { must: ensured.must, may: [...ensured.may, ...told] }
    const added = await growRun(context, this.#draft, seeds, this.#job)
    return { job: { ...this.#job, state: 'ok', ended: at }, skipped: [], added }
  }

  async #ensure({ ensured }: Ok, service: Service): Promise<GrowthSeeds> {
    if (ensured.length === 0) return { must: [], may: [] }
    return this.#context.ensure(this.#draft, ensured, service)
  }

  #done(status: 'ok' | 'error' | 'changed', at: number, reason?: Reason): Finish {
    const { run } = this.#context
    const { code, number } = this.#job
    return { status, ...(reason && { reason }), code, run: run.id, job: number, at }
  }

  /** The stored data with the returned fields set; the same bytes when they say the same. */
  async #mergeData(service: Service, outcome: Ok): Promise<Uint8Array> {
    if (outcome.data === undefined || outcome.fields.length === 0) return service.data
    const actor = await this.#draft.actor(service.actor)
    if (!actor) return service.data
    const schema = this.#context.schemas.of(actor)
    const changed = changedFields(schema, service.data, outcome.data, outcome.fields)
    if (changed.length === 0) return service.data
    const returned = schema.decode(outcome.data)
    return schema.patch(
      service.data,
      Object.fromEntries(changed.map((field) => [field, returned[field]])),
    )
  }

  /** A producer, as the action saw it, whose data is another one now. */
  #staleProducer(): Service | undefined {
    for (const then of this.#seen.producers.values()) {
      const now = this.#draft.get(then)
      if (now?.uid !== then.uid || !sameBytes(now.data, then.data)) return then
    }
    return undefined
  }

  #otherOpenJobs(): Job[] {
    return this.#context.state
      .openJobs(this.#job)
      .filter(({ number }) => number !== this.#job.number)
  }

  /** The last action under the old parent ends the move. */
  #endReplace(service: Service, others: readonly Job[]): Service {
    if (service.beforeLinks.length === 0 || !REVERSE_ACTIONS.has(this.#job.action)) return service
    if (others.some(({ action }) => REVERSE_ACTIONS.has(action))) return service
    return { ...service, beforeLinks: [], beforeData: new Uint8Array(0) }
  }

  async #place(service: Service, next: Service): Promise<void> {
    if (this.#job.action !== 'delete') {
      this.#draft.set(next)
      return
    }
    const consumers = await this.#draft.consumersOf(service)
    if (consumers.length > 0) {
      const names = consumers.map(formatAddress).join(', ')
      throw new AysError('AYS_SERVICE_CONSUMED', `${formatAddress(service)} is used by ${names}`, {
        hint: 'Delete those first, or take their link away.',
      })
    }
    this.#draft.erase(addressOf(service))
  }

  #emit(outcome: Ok, at: number): void {
    const from = { channel: SERVICE_CHANNEL, source: formatAddress(this.#job), at }
    for (const { event: name, payload } of outcome.emitted) {
      const event = { ...from, name, payloadJson: JSON.stringify(payload) }
      putEvent(this.#draft.changes, this.#context.records, event)
    }
  }
}

/** Why what needs this job can no longer start. */
export function failedBefore(job: Job): Reason {
  const { action, number, state } = job
  return { kind: 'failed', service: formatAddress(job), action, job: number, state }
}

function authorOf(context: RunContext, { number, action }: Job): Author {
  const { who, command, id } = context.run
  return { at: context.now(), who, command, run: id, job: number, action }
}
