import { formatAddress, type Records as Model, type ServiceAddress } from '@ays/core'
import { compare } from '../state/draft.ts'
import { keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'

/** Numbers of the jobs of a step: those from `low` on, and before `high`, are not known to be others. */
interface Span {
  low: number
  high: number
  readonly end: number
}

/**
 * The jobs of a run on a service, those that were planned first. Within a step they are sorted by service,
 * so they are searched for: a run of many jobs costs few gets.
 */
export async function findJobs(
  records: Records,
  run: Model.Run,
  service: ServiceAddress,
): Promise<Model.Job[]> {
  const id = formatAddress(service)
  const found = await findPlanned(records, run, id)
  const grown = {
    prefix: keys.jobs(run.id),
    from: keys.job(run.id, run.jobs + run.gates.length),
  }
  for await (const { value } of records.scan(records.codecs.job, grown)) {
    if (formatAddress(value) === id) found.push(value)
  }
  return found
}

async function findPlanned(records: Records, run: Model.Run, id: string): Promise<Model.Job[]> {
  const read = async (numbers: readonly number[]) => {
    const jobs = numbers.map((number) => keys.job(run.id, number))
    return (await records.getMany(records.codecs.job, jobs)).map((stored) => stored?.value)
  }
  const spans = spansOf(run)
  await narrow(spans, read, id)
  const found: Model.Job[] = []
  let left = spans.filter(({ low, end }) => low < end)
  while (left.length > 0) {
    const jobs = await read(left.map(({ low }) => low))
    left = left.filter((span, at) => {
      const job = jobs[at]
      if (!job || formatAddress(job) !== id) return false
      found.push(job)
      return ++span.low < span.end
    })
  }
  return found
}

function spansOf({ steps }: Model.Run): Span[] {
  let low = 0
  return steps.map((count) => {
    const end = low + count
    const span = { low, high: end, end }
    low = end
    return span
  })
}

/** Halves every span until `low` is the first job that does not come before the service. */
async function narrow(
  spans: readonly Span[],
  read: (numbers: readonly number[]) => Promise<(Model.Job | undefined)[]>,
  id: string,
): Promise<void> {
  for (;;) {
    const open = spans.filter(({ low, high }) => low < high)
    if (open.length === 0) return
    const middles = open.map(({ low, high }) => Math.floor((low + high) / 2))
    const jobs = await read(middles)
    open.forEach((span, at) => {
      const job = jobs[at]
      const middle = middles[at] ?? span.low
      if (job && compare(formatAddress(job), id) < 0) span.low = middle + 1
      else span.high = middle
    })
  }
}
