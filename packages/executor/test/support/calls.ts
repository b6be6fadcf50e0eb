import type { ActionCall } from '@ays/core'
import type { ContractSources } from '@ays/core/testing'

let calls = 0

/** A call of `export default <action>`. */
export function callOf(
  sources: ContractSources,
  action: string,
  changes: Partial<ActionCall> = {},
): ActionCall {
  const data = new TextEncoder().encode('{}')
  return {
    id: `call-${calls++}`,
    code: sources.add(`export default ${action}`),
    action: 'install',
    service: { role: 'site', name: 'web', uid: 'u', template: 'site', schema: 'contract', data },
    producers: [],
    args: {},
    attempt: 1,
    idempotencyKey: 'key',
    timeout: 30_000,
    planning: false,
    ...changes,
  }
}
