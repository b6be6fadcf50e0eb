import type { JobInfo, WhyAction } from '@ays/core'

const PENDING: ReadonlySet<string> = new Set(['scheduled', 'changed', 'error'])

/** What is not told as it should be of an action that had this job in the only run that there was. */
export function faultsOfWhy(had: JobInfo, told: WhyAction | undefined): string[] {
  if (!told) return [`${nameOf(had)} is not told of`]
  return [
    ...faultsOfReason(had, told),
    ...(PENDING.has(told.status) ? faultsOfWaits(told) : []),
    ...(had.state === 'skipped' ? faultsOfLeftOut(had, told) : []),
  ].map((fault) => `${nameOf(had)}: ${fault}`)
}

function faultsOfReason({ number, state }: JobInfo, { last, reason, trail }: WhyAction): string[] {
  if (state === 'skipped') return []
  const faults: string[] = []
  if (last?.number !== number) faults.push('not its job')
  if (!reason) faults.push('no reason')
  if (reason?.kind !== 'needed') return faults
  if ((trail.at(-1)?.reason.kind ?? 'needed') === 'needed') faults.push('a need that leads nowhere')
  return faults
}

function faultsOfWaits({ waits }: WhyAction): string[] {
  return waits.map(({ kind }) => kind).join() === 'run' ? [] : ['does not wait for a run']
}

function faultsOfLeftOut({ run, number }: JobInfo, { job, cause }: WhyAction): string[] {
  const isIt = job?.run === run && job.number === number
  return [
    ...(isIt ? [] : ['not what was left out']),
    ...(cause?.state === 'error' ? [] : ['not what failed']),
  ]
}

function nameOf({ service, action, state }: JobInfo): string {
  return `${service} ${action} (${state})`
}
