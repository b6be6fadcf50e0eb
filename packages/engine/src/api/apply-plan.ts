import {
  type ApplyReport,
  type ApplyRequest,
  AysError,
  isAysError,
  type JobWait,
  type Plan,
  type RunOptions,
} from '@ays/core'
import type { PreparedPlan } from '../plan/prepared-plan.ts'
import { toRunDetail } from '../run/report.ts'
import { awaitClaims, claimsLost } from './await-claims.ts'
import { countChanges } from './count-changes.ts'
import { type DrivenRun, type DriveTools, driveRun } from './drive-run.ts'
import { layPlan } from './lay-plan.ts'
import { whoAmI } from './who-am-i.ts'

/** A plan, and how to make it again on what is stored by then. */
export interface KnownPlan {
  readonly prepared: PreparedPlan
  /** Absent for a plan from a file: it reads no blueprint again. */
  readonly again?: () => Promise<PreparedPlan>
}

interface Applied {
  readonly prepared: PreparedPlan
  readonly driven: DrivenRun | undefined
}

const TRIES = 5

const ENDED = { interrupted: false, waits: new Map<number, JobWait>() }

/**
 * The plan's one commit, then its run. What changed meanwhile is planned again, at most five times, and
 * applied when the plan says no more than before; else AYS_PLAN_STALE. AYS_STORE_TOO_LARGE, with what to do.
 * A run that holds one of the services is waited for, or gone on with when nobody drives it.
 */
export async function applyPlan(
  tools: DriveTools,
  known: KnownPlan,
  request: ApplyRequest,
  options: RunOptions,
): Promise<ApplyReport> {
  const began = tools.now()
  const { prepared, driven } = await commitPlan(tools, known, request, options)
  const detail = driven && toRunDetail(driven.run, driven.jobs, ENDED)
  return {
    changes: countChanges(prepared.plan, detail),
    ...(detail ? { run: detail } : {}),
    took: tools.now() - began,
  }
}

async function commitPlan(
  tools: DriveTools,
  { prepared, again }: KnownPlan,
  request: ApplyRequest,
  options: RunOptions,
): Promise<Applied> {
  let current = prepared
  for (let attempt = 1; ; attempt++) {
    try {
      return await commitAndRun(tools, current, request, options)
    } catch (error) {
      if (isAysError(error, 'AYS_STORE_TOO_LARGE')) throw tooLarge(error)
      if (!isAysError(error, 'AYS_STORE_CONFLICT')) throw error
      const lost = claimsLost(error)
      if (lost.length > 0) {
        await awaitClaims(tools, lost, options)
        attempt = 1
      }
      const next = attempt < TRIES ? await again?.() : undefined
      if (next && saysNoMore(next, prepared)) current = next
      else if (next || lost.length === 0) throw stale(error)
    }
  }
}

async function commitAndRun(
  tools: DriveTools,
  prepared: PreparedPlan,
  request: ApplyRequest,
  options: RunOptions,
): Promise<Applied> {
  const { who = whoAmI(), ...how } = request
  const laid = layPlan(tools.records, prepared, { ...how, who, now: tools.now() })
  const { changes, created } = laid
  if (created === undefined) {
    if (!changes.empty) await tools.records.store.commit(changes.toCommit())
    await laid.writeFiles()
    return { prepared, driven: undefined }
  }
  const drive = { ...options, ...created, first: changes, committed: laid.writeFiles }
  return { prepared, driven: await driveRun(tools, drive) }
}

/** A person agreed to the changes and the jobs, whatever they were made from: never to more. */
function saysNoMore({ plan: next }: PreparedPlan, { plan: agreed }: PreparedPlan): boolean {
  return (
    isWithin(next.changes, agreed.changes) &&
    isWithin(next.actors, agreed.actors) &&
    isWithin(workOf(next), workOf(agreed))
  )
}

function isWithin(part: readonly unknown[], whole: readonly unknown[]): boolean {
  const known = new Set(whole.map((one) => JSON.stringify(one)))
  return part.every((one) => known.has(JSON.stringify(one)))
}

function workOf({ jobs }: Plan): unknown[] {
  return jobs.map(({ service, action }) => [service, action])
}

function tooLarge(cause: AysError): AysError {
  return new AysError(cause.code, `the plan is too large for one commit: ${cause.message}`, {
    cause,
    details: cause.details,
    hint: 'Apply it without its run (ays apply --no-run) and run it then (ays run), or apply a part (--target).',
  })
}

function stale(cause: AysError): AysError {
  return new AysError('AYS_PLAN_STALE', 'what the plan was made from has changed', {
    cause,
    hint: 'Plan again, and look at what is different.',
  })
}
