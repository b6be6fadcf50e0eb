import { type AysError, formatAddress, isAysError, type Records as Model } from '@ays/core'
import type { Draft } from '../state/draft.ts'
import { keys } from '../state/keys.ts'
import { type Author, putRevisions } from '../state/revisions.ts'
import { layDues } from '../timer/lay-dues.ts'
import type { EndedJobs } from './ended-job.ts'
import { type FinishedJob, JobResult } from './job-result.ts'
import { putJobs } from './put-jobs.ts'
import type { RunContext } from './run-context.ts'

type Job = Model.Job

/** What a commit brought: every job that it ended or added. */
export interface FinishedJobs {
  readonly ended: readonly Job[]
  readonly added: readonly Job[]
  /** Addresses of the services whose claim it gave back. */
  readonly released: readonly string[]
}

const TRIES = 100

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
      const all: FinishedJob[] = []
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
function layJobs(context: RunContext, draft: Draft, all: readonly FinishedJob[]): FinishedJobs {
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

function authorOf(context: RunContext, { number, action }: Job): Author {
  const { who, command, id } = context.run
  return { at: context.now(), who, command, run: id, job: number, action }
}
