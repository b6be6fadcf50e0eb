import {
  type ActionOutcome,
  AysError,
  type ErrorData,
  formatAddress,
  isAysError,
  type Reason,
  type Records as Model,
} from '@ays/core'
import { newId } from '../state/new-id.ts'
import { type Finish, finish } from '../state/action-state.ts'
import { addressOf } from '../state/action-ref.ts'
import { REVERSE_ACTIONS } from '../state/actor-view.ts'
import { changedFields, producerChanged, tellConsumers } from '../state/change-data.ts'
import type { Draft } from '../state/draft.ts'
import { formatJson } from '../state/json.ts'
import { keys } from '../state/keys.ts'
import { type Author, putRevisions } from '../state/revisions.ts'
import { sameBytes } from '../state/same-bytes.ts'
import { growRun } from './grow.ts'
import { putJobs } from './put-jobs.ts'
import type { RunContext } from './run-context.ts'

type Job = Model.Job
type Service = Model.Service
type Ok = Extract<ActionOutcome, { status: 'ok' }>

/** What the commit of a job brought: every job that it ended or added. */
export interface FinishedJob {
  readonly job: Job
  readonly skipped: readonly Job[]
  readonly added: readonly Job[]
  /** Addresses of the services whose claim it gave back. */
  readonly released: readonly string[]
}

type EndedJobs = Omit<FinishedJob, 'released'>

/** What was read when the job started: its commit holds only while that is still so. */
export interface JobInput {
  readonly draft: Draft
  readonly service: Pick<Service, 'links'>
  /** By address. */
  readonly producers: ReadonlyMap<string, Service>
}

const TRIES = 100

/**
 * One atomic commit: the job's result, the service's data and states, what it means for consumers,
 * what it ensured and emitted, the jobs it dooms or adds, the claims it gives back. On a conflict
 * all of it is worked out again on what is stored now; the effects of the action are not repeated.
 * Commits nothing and throws what {@link isRefusal} knows when the action asked for what it cannot have.
 */
export async function finishJob(
  context: RunContext,
  job: Job,
  outcome: ActionOutcome,
  input: JobInput,
): Promise<FinishedJob> {
  let { draft } = input
  for (let attempt = 1; ; attempt++) {
    try {
      const finished = await new JobCommit(context, draft, job, input).make(outcome)
      putRevisions(draft.changes, context.records, draft.write(), authorOf(context, job))
      await context.commit(draft.changes)
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
function apply(
  { state, claimed }: RunContext,
  { job, skipped, added, released }: FinishedJob,
): void {
  for (const one of added) {
    state.add(one)
    claimed.add(formatAddress(one))
  }
  for (const one of [job, ...skipped]) state.finish(one)
  // A claim that two commits at once left to each other stays here: the end of the run gives it back.
  for (const address of released) claimed.delete(address)
}

class JobCommit {
  readonly #context: RunContext
  readonly #draft: Draft
  readonly #job: Job
  readonly #seen: JobInput

  constructor(context: RunContext, draft: Draft, job: Job, seen: JobInput) {
    this.#context = context
    this.#draft = draft
    this.#job = job
    this.#seen = seen
  }

  async make(outcome: ActionOutcome): Promise<FinishedJob> {
    await this.#draft.load([this.#job, ...this.#seen.service.links])
    const service = this.#draft.get(this.#job)
    const finished =
      outcome.status === 'error'
        ? this.#fail(service, outcome.error)
        : await this.#succeed(this.#same(service), outcome)
    return { ...finished, released: this.#writeJobs(finished) }
  }

  /** A service that went, or whose name belongs to another one now, takes no result. */
  #same(service: Service | undefined): Service {
    if (service && service.uid === this.#job.uid) return service
    throw new AysError('AYS_INTERNAL', `${formatAddress(this.#job)} went away under its own run`)
  }

  #fail(service: Service | undefined, error: ErrorData): EndedJobs {
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

  async #succeed(service: Service, outcome: Ok): Promise<EndedJobs> {
    const context = this.#context
    const at = context.now()
    const data = await this.#mergeData(service, outcome)
    const ensured = await context.ensure(this.#draft, outcome.ensured, service)
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
    const { event } = this.#context.records.codecs
    const source = formatAddress(this.#job)
    for (const { event: name, payload } of outcome.emitted) {
      const payloadJson = JSON.stringify(payload)
      this.#draft.changes.put(keys.event(newId()), event, { name, payloadJson, source, at })
    }
  }

  /** Job records; gives back the claims of services for which nothing is left to do, and says which. */
  #writeJobs({ job, skipped, added }: EndedJobs): string[] {
    const { state } = this.#context
    const ended = [job, ...skipped]
    putJobs(this.#context, this.#draft.changes, [...ended, ...added])
    const closed = new Set(ended.map(({ number }) => number))
    const grown = new Set(added.map(formatAddress))
    const isOver = (one: Job) =>
      !grown.has(formatAddress(one)) &&
      state.openJobs(one).every(({ number }) => closed.has(number))
    const over = ended.filter(isOver)
    for (const one of over) this.#draft.changes.delete(keys.claim(addressOf(one)))
    return over.map(formatAddress)
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
