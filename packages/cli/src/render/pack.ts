import { type CheckedPromise, PROMISES } from '@ays/pack-kit'
import { type CheckedCase, renderCase, renderCases } from './contract.ts'
import type { Screen } from './screen.ts'

/** One line for a promise of a template; how it was broken below it, and with which services. */
export function renderPromise(checked: CheckedPromise, screen: Screen): string {
  return renderCase(toCase(checked), screen)
}

/** `10 promises kept, 2 do not apply, 1 broken.` */
export function renderPromises(checked: readonly CheckedPromise[], screen: Screen): string {
  return renderCases(checked.map(toCase), screen)
}

function toCase(checked: CheckedPromise): CheckedCase {
  const { template, promise, version, status, reason, blueprint } = checked
  const from = version === undefined ? '' : ` (${version})`
  const lines = [reason, blueprint && `with ${JSON.stringify(blueprint)}`]
  const told = lines.filter((line) => line !== undefined).join('\n')
  return {
    name: `${template} ${PROMISES[promise]}${from}`,
    status,
    ...(told !== '' && { reason: told }),
  }
}
