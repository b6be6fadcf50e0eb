import type { StoreFault, VerifyReport } from '@ays/core'
import type { Screen } from './screen.ts'
import { renderFacts } from './table.ts'
import { count, formatBytes, indent } from './text.ts'

/** Every fault with its key and what it means; how many there are; the contents. */
export function renderVerify(report: VerifyReport, screen: Screen): string {
  const { faults, found, entries, bytes, digest } = report
  const facts = [
    ['entries', entries],
    ['size', formatBytes(bytes)],
    ['digest', digest],
  ] as const
  const more = found - faults.length
  return [
    ...faults.map((fault) => renderFault(fault, screen)),
    ...(more > 0 ? [screen.paint.dim(`… and ${more} more`)] : []),
    renderFacts(facts, screen),
    summary(report, screen),
  ].join('\n')
}

function renderFault({ key, message, repaired }: StoreFault, { paint }: Screen): string {
  const mark = repaired ? paint.green('mended') : paint.red('fault')
  return `${mark} ${key}\n${indent(message, '  ')}`
}

function summary({ found, repaired, faults }: VerifyReport, { paint }: Screen): string {
  if (found === 0) return paint.green('No faults.')
  const left = found - repaired
  if (left === 0) return paint.green(`${count(found, 'fault')}, all mended.`)
  const mendable = faults.some((fault) => fault.repairable && !fault.repaired)
  const hint = mendable ? ' Mend what can be mended with: ays store verify --repair' : ''
  const mended = repaired === 0 ? '' : `, ${repaired} mended`
  return `${paint.red(`${count(found, 'fault')}${mended}.`)}${hint}`
}
