import {
  type ActionCall,
  type ActionOptions,
  type ActionOutcome,
  AysError,
  describeError,
  type Executor,
  formatAddress,
  type Records as Model,
  type RunEvent,
} from '@ays/core'
import { asItWas, findHost, knowSchemas, makeCall } from '../state/action-call.ts'
import { type ActorView, REVERSE_ACTIONS } from '../state/actor-view.ts'
import type { Draft } from '../state/draft.ts'
import { parseJson } from '../state/json.ts'
import { chunkOfLogKey, keys } from '../state/keys.ts'
import type { EndedJob, SeenServices } from './ended-job.ts'
import { JobLog } from './job-log.ts'
import type { RunContext } from './run-context.ts'

type Job = Model.Job

const DEFAULT_TIMEOUT = 3_600_000

export interface JobTools {
  readonly context: RunContext
  readonly executor: () => Executor
  readonly signal: AbortSignal
  /** Aborted when the action shall not be waited for any more. */
  readonly kill: AbortSignal
  readonly on: ((event: RunEvent) => void) | undefined
}

/** A job that is about to begin, with what its action is to see. */
export interface ReadyJob {
  readonly job: Job
  readonly seen: SeenServices
  readonly options: ActionOptions
  /** Undefined when there is nothing to run: the outcome is known. */
  readonly call: ActionCall | undefined
  readonly outcome: ActionOutcome
}

/** How a try of a job went. */
export interface JobTry extends EndedJob {
  readonly options: ActionOptions
}

/** Reads what these jobs are to see, in one go. */
export async function readyJobs(
  context: RunContext,
  jobs: readonly Job[],
): Promise<readonly ReadyJob[]> {
  const draft = context.newDraft()
  await draft.load(jobs)
  const services = jobs.map((job) => serviceOf(draft, job))
  const there = services.flatMap((service) => service ?? [])
  await draft.load(there.flatMap(({ links }) => links))
  await knowSchemas(draft, context.schemas, there)
  return Promise.all(jobs.map((job, at) => readyJob(context, draft, job, services[at])))
}

/** As its action sees it; undefined when it is gone. */
function serviceOf(draft: Draft, job: Job): Model.Service | undefined {
  const stored = draft.get(job)
  if (stored?.uid !== job.uid) return undefined
  return REVERSE_ACTIONS.has(job.action) ? asItWas(stored) : stored
}

async function readyJob(
  context: RunContext,
  draft: Draft,
  job: Job,
  service: Model.Service | undefined,
): Promise<ReadyJob> {
  if (!service) return gone(job)
  const seen = { links: service.links, producers: readProducers(draft, service) }
  const actor = await draft.actor(service.actor)
  const declared = actor?.actions.get(job.action)?.options ?? {}
  const isQuiet = context.run.recurring && recursQuietly(actor, job)
  const options = isQuiet ? { ...declared, log: false } : declared
  const call = job.code === '' ? undefined : await toCall(context, job, service, options, draft)
  return { job, seen, options, call, outcome: NOTHING }
}

/** One try of a job whose start is committed. Never throws for what the action does. */
export async function runJob(
  { context, executor, signal, kill, on }: JobTools,
  { job, seen, options, call, outcome }: ReadyJob,
): Promise<JobTry> {
  if (call === undefined) return { job, outcome, seen, options }
  const chunk = job.attempt === 1 ? 0 : await nextChunk(context, job)
  const place = { run: context.run.id, job: job.number, chunk }
  let log: JobLog | undefined
  const said = await executor().execute(call, {
    signal,
    kill,
    on: (event) => {
      if (event.type === 'log' && options.log !== false) {
        log ??= new JobLog(context.records.store, context.records.codecs.log, place)
        log.add(event)
      }
      on?.({ type: 'action', job: job.number, event })
    },
  })
  const logChunks = log ? await log.close() : chunk
  const tried = logChunks === job.logChunks ? job : { ...job, logChunks }
  return { job: tried, outcome: said, seen, options }
}

/** Its template wants no log of it where it recurs. */
function recursQuietly(actor: ActorView | undefined, { action }: Job): boolean {
  return actor?.recurring.some((one) => one.action === action && !one.log) ?? false
}

/** Behind those of earlier tries, also of one whose process died before it could count them. */
async function nextChunk({ records, run }: RunContext, job: Job): Promise<number> {
  const last = { prefix: keys.logs(run.id, job.number), reverse: true, limit: 1 }
  for await (const { key } of records.store.scan(last)) return chunkOfLogKey(key) + 1
  return 0
}

/** AYS itself does it: an action without code only changes the state. */
const NOTHING: ActionOutcome = { status: 'ok', fields: [], ensured: [], emitted: [] }

async function toCall(
  { run, schemas }: RunContext,
  job: Job,
  service: Model.Service,
  options: ActionOptions,
  draft: Draft,
): Promise<ActionCall> {
  const hasParent = service.links.some(({ parent }) => parent)
  const host = hasParent ? await findHost(draft, schemas, service) : undefined
  const id = `${run.id}/${job.number}`
  return makeCall(
    {
      id: `${id}/${job.attempt}`,
      code: job.code,
      action: job.action,
      ...(host && { host }),
      args: parseJson(job.argsJson, {}),
      attempt: job.attempt,
      idempotencyKey: id,
      timeout: options.timeout ?? DEFAULT_TIMEOUT,
      planning: false,
    },
    service,
    (address) => draft.get(address),
  )
}

function readProducers(draft: Draft, service: Model.Service): Map<string, Model.Service> {
  const producers = new Map<string, Model.Service>()
  for (const link of service.links) {
    const producer = draft.get(link)
    if (producer) producers.set(formatAddress(link), producer)
  }
  return producers
}

function gone(job: Job): ReadyJob {
  const error = new AysError('AYS_SERVICE_UNKNOWN', `${formatAddress(job)} is not there any more`)
  return {
    job,
    // Nothing of a service that is gone is read again.
    seen: { links: [], producers: new Map() },
    options: {},
    call: undefined,
    outcome: { status: 'error', error: describeError(error) },
  }
}
