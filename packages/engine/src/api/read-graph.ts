import { formatAddress, type GraphInfo, type Records as Model } from '@ays/core'
import { keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'
import { findRun, readJobs } from './find-runs.ts'

/** Services and their links. */
export async function readServiceGraph(records: Records): Promise<GraphInfo> {
  const nodes: GraphInfo['nodes'][number][] = []
  const edges: GraphInfo['edges'][number][] = []
  const range = { prefix: keys.services }
  for await (const { value } of records.scan(records.codecs.service, range)) {
    const id = formatAddress(value)
    nodes.push({ id, label: id, state: worst(value), group: value.actor })
    for (const link of value.links) {
      edges.push({ from: id, to: formatAddress(link), kind: link.parent ? 'parent' : 'consumes' })
    }
  }
  return { nodes, edges }
}

/** The state that a reader should see first. */
function worst(service: Model.Service): string {
  const order = ['error', 'changed', 'scheduled', 'disabled', 'ok']
  const found = new Set<string>(service.actions.map(({ status }) => status))
  return order.find((status) => found.has(status)) ?? 'new'
}

/** The jobs of a run; points that only order are left out, their edges go through. AYS_RUN_UNKNOWN. */
export async function readRunGraph(records: Records, id: string): Promise<GraphInfo> {
  const run = await findRun(records, id)
  const jobs = await readJobs(records, run.id)
  const known = new Map(jobs.map((job) => [job.number, job]))
  const resolve = (need: number): number[] =>
    known.has(need) ? [need] : (run.gates[need - run.jobs]?.needs ?? []).flatMap(resolve)
  return {
    nodes: jobs.map((job) => ({
      id: String(job.number),
      label: `${formatAddress(job)} ${job.action}`,
      state: job.state,
      group: `step ${job.step + 1}`,
    })),
    edges: jobs.flatMap((job) =>
      [...new Set(job.needs.flatMap(resolve))].map((need) => ({
        from: String(job.number),
        to: String(need),
        kind: 'needs' as const,
      })),
    ),
  }
}
