import {
  type ActionOutcome,
  AysError,
  type ErrorData,
  formatAddress,
  type Reason,
  type Records as Model,
} from '@ays/core'
import { putEvent, SERVICE_CHANNEL } from '../event/put-event.ts'
import type { GrowthSeeds } from '../plan/growth-seeds.ts'
import { addressOf } from '../state/action-ref.ts'
import { type Finish, finish } from '../state/action-state.ts'
import { REVERSE_ACTIONS } from '../state/actor-view.ts'
import { changedFields, producerChanged, tellConsumers } from '../state/change-data.ts'
import type { Draft } from '../state/draft.ts'
import { formatJson } from '../state/json.ts'
import { sameBytes } from '../state/same-bytes.ts'
import type { EndedJob, SeenServices } from './ended-job.ts'
import { growRun } from './grow.ts'
import type { RunContext } from './run-context.ts'

type Job = Model.Job
type Service = Model.Service
type Ok = Extract<ActionOutcome, { status: 'ok' }>

const NOTHING: GrowthSeeds = { must: [], may: [] }

/** What one job brings. */
export interface FinishedJob {
  readonly job: Job
  readonly skipped: readonly Job[]
  readonly added: readonly Job[]
}

/** Lays what one job brings into a draft. */
export class JobResult {
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

  /** Throws what `isRefusal` knows, with the draft half laid, when the action asked for what it cannot have. */
  async lay(): Promise<FinishedJob> {
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

  #fail(service: Service | undefined, error: ErrorData): FinishedJob {
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

  async #succeed(service: Service, outcome: Ok): Promise<FinishedJob> {
    const context = this.#context
    const at = context.now()
    const data =
      outcome.fields.length === 0 ? service.data : await this.#mergeData(service, outcome)
    const ensured =
      outcome.ensured.length === 0
        ? NOTHING
        : await context.ensure(this.#draft, outcome.ensured, service)
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
    if (this.#job.action === 'delete') await this.#erase(service)
    else this.#draft.set(next)
    const told = data === service.data ? [] : await tellConsumers(this.#draft, next)
    this.#emit(outcome, at)
    const seeds = { must: ensured.must, may: [...ensured.may, ...told] }
    const grows = seeds.must.length + seeds.may.length > 0
    const added = grows ? await growRun(context, this.#draft, seeds, this.#job) : []
    return { job: { ...this.#job, state: 'ok', ended: at }, skipped: [], added }
  }

  #done(status: 'ok' | 'error' | 'changed', at: number, reason?: Reason): Finish {
    const { run } = this.#context
    const { code, number } = this.#job
    return { status, ...(reason && { reason }), code, run: run.id, job: number, at }
  }

  /** The stored data with the returned fields set; the same bytes when they say the same. */
  async #mergeData(service: Service, outcome: Ok): Promise<Uint8Array> {
    if (outcome.data === undefined) return service.data
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

  async #erase(service: Service): Promise<void> {
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
