import type { ImportReport } from '@ays/core'
import type { Screen } from './screen.ts'
import { count } from './text.ts'

/** What came in, what did not and why, and what comes next. */
export function renderImport(
  { services, actors, unchanged, pending, blueprints, left }: ImportReport,
  { dryRun }: { readonly dryRun: boolean },
  { paint }: Screen,
): string {
  const did = dryRun ? 'Would import' : 'Imported'
  const what = [
    count(services.length, 'service'),
    count(actors.length, 'actor'),
    ...(blueprints.length > 0 ? [count(blueprints.length, 'blueprint')] : []),
  ]
  return [
    ...services.map((address) => `${paint.green('+')} ${address}`),
    ...blueprints.map(({ file }) => `${paint.green('+')} ${file}`),
    ...left.map(({ file, reason }) => `${paint.yellow('left')} ${file}: ${reason}`),
    `${did} ${what.join(', ')}; ${unchanged} already there${leftOut(left.length)}.`,
    ...(pending > 0 && !dryRun ? [`${count(pending, 'action')} pending: ays run`] : []),
  ].join('\n')
}

function leftOut(number: number): string {
  return number === 0 ? '' : `, ${count(number, 'thing')} left out`
}
