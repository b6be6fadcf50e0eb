import { isLogged, type LogFilter, type LogLineInfo, type Records as Model } from '@ays/core'
import { chunkOfLogKey, jobOfLogKey, keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'

/** In order of time; lines of one moment in the order of their jobs. A gap in a long log is a line, too. */
export async function readLogs(
  records: Records,
  run: string,
  { job, level = 'debug' }: LogFilter,
): Promise<LogLineInfo[]> {
  const lines: LogLineInfo[] = []
  let last: { readonly job: number; readonly chunk: number } | undefined
  const range = { prefix: keys.logs(run, job) }
  for await (const { key, value } of records.scan(records.codecs.log, range)) {
    const here = { job: jobOfLogKey(key), chunk: chunkOfLogKey(key) }
    const missing = last?.job === here.job ? here.chunk - last.chunk - 1 : 0
    if (missing > 0) lines.push(gap(here.job, missing, value))
    for (const line of value.lines) lines.push({ job: here.job, ...line })
    last = here
  }
  const kept = lines.filter(({ severity }) => isLogged(severity, level))
  return kept.toSorted((a, b) => a.at - b.at)
}

function gap(job: number, chunks: number, { lines }: Model.LogChunk): LogLineInfo {
  const text = `... about ${chunks * 64} KB were left out: of a long log the first and the last 4 MB are kept ...`
  return { job, at: lines[0]?.at ?? 0, severity: 'warn', source: 'log', text }
}
