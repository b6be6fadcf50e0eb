import { ABSENT, type ApplyRequest } from '@ays/core'
import { writeFile } from 'node:fs/promises'
import type { PreparedPlan } from '../plan/prepared-plan.ts'
import { type CreatedRun, createRun } from '../run/create-run.ts'
import { ChangeSet } from '../state/change-set.ts'
import { claimOfKey, keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'
import { putRevisions } from '../state/revisions.ts'

/** How a plan is applied. */
export interface LayOptions extends Pick<
  ApplyRequest,
  'noRun' | 'barrier' | 'parallel' | 'retries'
> {
  readonly who: string
  readonly now: number
}

/** A run, and the services that the commit which makes it writes. */
type PlannedRun = CreatedRun & Pick<PreparedPlan, 'services'>

/** A plan as one commit. */
export interface LaidPlan {
  readonly changes: ChangeSet
  /** Absent when nothing has to run. */
  readonly created: PlannedRun | undefined
  /** To be called once it is committed. */
  readonly writeFiles: () => Promise<void>
}

/** Everything that a plan changes, with its run: what is changed must be nobody's, also where nothing has to run. */
export function layPlan(
  records: Records,
  { plan, jobs, files, changes: planned, services, revisions }: PreparedPlan,
  { noRun = false, barrier = false, parallel, retries, who, now }: LayOptions,
): LaidPlan {
  const changes = new ChangeSet()
  changes.merge(planned)
  readClaims(changes)
  const run = { command: plan.command, who, now, jobs, gates: plan.gates, barrier }
  const how = { ...(parallel !== undefined && { parallel }), ...(retries && { retries }) }
  const created =
    noRun || jobs.length === 0 ? undefined : createRun(changes, records, { ...run, ...how })
  const author = { at: now, who, command: plan.command, run: created?.run.id ?? '' }
  putRevisions(changes, records, revisions, author)
  const writeFiles = async () => {
    for (const { path, text } of files) await writeFile(path, text)
  }
  return { changes, created: created && { ...created, services }, writeFiles }
}

function readClaims(changes: ChangeSet): void {
  for (const [key, version] of changes.checks) {
    const isChanged = changes.puts.has(key) || changes.deletes.has(key)
    if (!key.startsWith(keys.services) || version === ABSENT || !isChanged) continue
    changes.read(claimOfKey(key), undefined)
  }
}
