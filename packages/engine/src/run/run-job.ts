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
import { REVERSE_ACTIONS } from '../state/actor-view.ts'
import type { Draft } from '../state/draft.ts'
import { parseJson } from '../state/json.ts'
import { chunkOfLogKey, keys } from '../state/keys.ts'
import type { JobInput } from './finish-job.ts'
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
  readonly on: (event: RunEvent) => void
}

/** How a try of a job went: what it saw, how it ended, and how long its log is. */
export interface JobTry {
  readonly input: JobInput
  readonly outcome: ActionOutcome
  readonly logChunks: number
  readonly options: ActionOptions
}

/** One try of a job whose start is committed. Never throws for what the action does. */
export async function runJob(tools: JobTools, job: Job): Promise<JobTry> {
  const { context } = tools
  const draft = context.newDraft()
  await draft.load([job])
  const stored = draft.get(job)
  if (!stored || stored.uid !== job.uid) return gone(draft, job)
  const service = REVERSE_ACTIONS.has(job.action) ? asItWas(stored) : stored
  await draft.load(service.links)
  const producers = readProducers(draft, service)
  const input: JobInput = { draft, service, producers }
  const actor = await draft.actor(service.actor)
  const options = actor?.actions.get(job.action)?.options ?? {}
  if (job.code === '') return { input, outcome: NOTHING, logChunks: job.logChunks, options }
  const call = await toCall(context, job, service, options, draft)
  const log = new JobLog(context.records.store, context.records.codecs.log, {
    run: context.run.id,
    job: job.number,
    chunk: await nextChunk(context, job),
  })
  const outcome = await tools.executor().execute(call, {
    signal: tools.signal,
    kill: tools.kill,
    on: (event) => {
      if (options.log !== false) log.add(event)
      tools.on({ type: 'action', job: job.number, event })
    },
  })
  return { input, outcome, logChunks: await log.close(), options }
}

/** Behind those of earlier tries, also of one whose process died before it could count them. */
async function nextChunk({ records, run }: RunContext, job: Job): Promise<number> {
  if (job.attempt === 1) return 0
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
  await knowSchemas(draft, schemas, service)
  const host = await findHost(draft, schemas, service)
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

function gone(draft: Draft, job: Job): JobTry {
  const error = new AysError('AYS_SERVICE_UNKNOWN', `${formatAddress(job)} is not there any more`)
  const service = { links: [] as Model.Link[] }
  return {
    // Nothing of a service that is gone is read again.
    input: { draft, service, producers: new Map() },
    outcome: { status: 'error', error: describeError(error) },
    logChunks: job.logChunks,
    options: {},
  }
}
