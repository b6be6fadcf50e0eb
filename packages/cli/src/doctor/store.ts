import type { AysApi, RepositoryInfo, SignalOption } from '@ays/core'
import { count, formatBytes } from '../render/text.ts'
import { error, examine, type Finding, type Look, ok, warning } from './finding.ts'

/** Milliseconds that clocks may differ: as long as nobody notices. */
const TOLERANCE = 30_000

/** What a repository's store holds, its templates as AYS reads them, and the clock; all through what was opened. */
export async function examineStore(
  open: () => Promise<{ readonly api: AysApi }>,
  options: Required<SignalOption>,
): Promise<Finding[]> {
  let api: AysApi | undefined
  const store = await examine('store', async () => {
    ;({ api } = await open())
    return lookAtStore(await api.info(options))
  })
  const opened = api
  if (!opened) return store
  return [
    ...store,
    ...(await examine('templates', () => lookAtTemplates(opened, options))),
    ...(await examine('clock', () => lookAtClock(opened, options, Date.now()))),
  ]
}

/** What it is, and what of it outlives the machine. */
export function lookAtStore({ store }: Pick<RepositoryInfo, 'store'>): Look[] {
  const { url, format, services, runs, bytes, users = [], durable } = store
  const holds = [`format ${format}`, count(services, 'service'), count(runs, 'run')]
  const size = bytes === undefined ? [] : [formatBytes(bytes)]
  const others = users.filter((user) => user !== `process ${process.pid}`)
  const who = others.length === 0 ? [] : [`opened by ${others.join(', ')}`]
  const looks = [ok(`${url} opens: ${[...holds, ...size, ...who].join(', ')}`)]
  if (durable) return looks
  return [
    ...looks,
    warning(
      `${url} may lose what it has answered`,
      'Use a durable store, or make this one durable: see docs/guides/store-care.md.',
    ),
  ]
}

async function lookAtTemplates(api: AysApi, options: SignalOption): Promise<Look[]> {
  const { templates, diagnostics } = await api.listTemplates(options)
  if (diagnostics.length === 0) return [ok(`${count(templates.length, 'template')} can be read`)]
  return diagnostics.map(({ severity, summary, source }) => {
    const look = severity === 'error' ? error : warning
    return look(
      source ? `${source.file}:${source.line}: ${summary}` : summary,
      'ays template check',
    )
  })
}

/** The store has no clock that can be asked, but its newest run says what time it was somewhere. */
export async function lookAtClock(
  api: Pick<AysApi, 'listRuns'>,
  options: SignalOption,
  now: number,
): Promise<Look[]> {
  const [newest] = await api.listRuns({ limit: 1 }, options)
  const ahead = newest === undefined ? 0 : newest.created - now
  if (ahead <= TOLERANCE) return [ok('nothing in the store is of a time to come')]
  return [
    warning(
      `the newest run was created ${Math.round(ahead / 1000)} s from now: this clock is behind, or another was ahead`,
      'Let the machines set their clocks, such as with: timedatectl set-ntp true',
    ),
  ]
}
