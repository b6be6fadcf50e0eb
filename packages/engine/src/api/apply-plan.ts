import {
  type ApplyReport,
  type ApplyRequest,
  AysError,
  formatAddress,
  isAysError,
  type Records as Model,
  type RunDetail,
  type RunOptions,
} from '@ays/core'
import { writeFile } from 'node:fs/promises'
import { hostname, userInfo } from 'node:os'
import type { PreparedPlan } from '../plan/prepared-plan.ts'
import { createRun } from '../run/create-run.ts'
import { ChangeSet } from '../state/change-set.ts'
import { addressOfKey, keys } from '../state/keys.ts'
import { type DriveTools, driveRun } from './drive-run.ts'
import { showRun } from './read-runs.ts'

/** A plan, and how to make it again on what is stored by then. */
export interface KnownPlan {
  readonly prepared: PreparedPlan
  /** Absent for a plan from a file: it reads no blueprint again. */
  readonly again?: () => Promise<PreparedPlan>
}

interface Applied {
  readonly prepared: PreparedPlan
  readonly run: Model.Run | undefined
  readonly jobs: readonly Model.Job[]
}

const TRIES = 5

/**
 * The plan's one commit, then its run. What changed meanwhile is planned again, at most five times,
 * and applied when the plan still says the same; else AYS_PLAN_STALE. AYS_CLAIMED when a service
 * belongs to another run.
 */
export async function applyPlan(
  tools: DriveTools,
  known: KnownPlan,
  request: ApplyRequest,
  options: RunOptions,
): Promise<ApplyReport> {
  const began = tools.now()
  const { prepared, run, jobs } = await commitPlan(tools, known, request)
  for (const { path, text } of prepared.files) await writeFile(path, text)
  const { parallel } = request
  if (run) {
    const limit = parallel === undefined ? {} : { parallel }
    await driveRun(tools, { ...options, ...limit, run, jobs })
  }
  const detail = run && (await showRun(tools.records, run.id))
  return {
    changes: countChanges(prepared, detail),
    ...(detail ? { run: detail } : {}),
    took: tools.now() - began,
  }
}

async function commitPlan(
  tools: DriveTools,
  { prepared, again }: KnownPlan,
  request: ApplyRequest,
): Promise<Applied> {
  let current = prepared
  for (let attempt = 1; ; attempt++) {
    try {
      return await tryCommit(tools, current, request)
    } catch (error) {
      if (!isAysError(error, 'AYS_STORE_CONFLICT')) throw error
      refuseClaimed(error)
      const next = attempt < TRIES ? await again?.() : undefined
      if (!next || !saysTheSame(next, prepared)) throw stale(error)
      current = next
    }
  }
}

async function tryCommit(
  { records, now }: DriveTools,
  prepared: PreparedPlan,
  { noRun = false, barrier = false, who = whoAmI() }: ApplyRequest,
): Promise<Applied> {
  const changes = new ChangeSet()
  changes.merge(prepared.changes)
  const { plan, jobs } = prepared
  const created =
    noRun || jobs.length === 0
      ? undefined
      : createRun(changes, records, {
          command: plan.command,
          who,
          now: now(),
          jobs,
          gates: plan.gates,
          barrier,
        })
  if (!changes.empty) await records.store.commit(changes.toCommit())
  return { prepared, run: created?.run, jobs: created?.jobs ?? [] }
}

function refuseClaimed(error: AysError): void {
  const { conflicts } = error.details
  const failed = Array.isArray(conflicts) ? conflicts.map(keyOf) : []
  const claims = failed.filter((key) => key.startsWith(keys.claims))
  if (claims.length === 0) return
  const services = claims.map((key) => formatAddress(addressOfKey(key)))
  throw new AysError('AYS_CLAIMED', `another run holds ${services.slice(0, 5).join(', ')}`, {
    cause: error,
    details: { services },
    hint: 'Wait for it, or if it was interrupted go on with it: ays run resume',
  })
}

function keyOf(conflict: unknown): string {
  const hasKey = typeof conflict === 'object' && conflict !== null && 'key' in conflict
  return hasKey && typeof conflict.key === 'string' ? conflict.key : ''
}

/** What a person agreed to: the changes and the jobs, whatever they were made from. */
function saysTheSame(a: PreparedPlan, b: PreparedPlan): boolean {
  return essence(a) === essence(b)
}

function essence({ plan: { changes, actors, jobs, gates } }: PreparedPlan): string {
  return JSON.stringify({ changes, actors, jobs, gates })
}

function stale(cause: AysError): AysError {
  return new AysError('AYS_PLAN_STALE', 'what the plan was made from has changed', {
    cause,
    hint: 'Plan again, and look at what is different.',
  })
}

function whoAmI(): string {
  return `${userInfo().username}@${hostname()}`
}

/** Created and updated by the commit; deleted by the jobs that did it. */
function countChanges(
  { plan: { changes } }: PreparedPlan,
  run: RunDetail | undefined,
): ApplyReport['changes'] {
  const count = (...kinds: string[]) => changes.filter(({ kind }) => kinds.includes(kind)).length
  const jobs = run?.steps.flat() ?? []
  const deleted = jobs.filter(({ action, state }) => action === 'delete' && state === 'ok').length
  return { created: count('create'), updated: count('update', 'replace'), deleted }
}
