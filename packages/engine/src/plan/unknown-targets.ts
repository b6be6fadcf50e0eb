import { AysError, type PlanRequest, type Records as Model, roleOf } from '@ays/core'
import { unknownService } from '../state/find-service.ts'
import type { Draft } from '../state/draft.ts'
import { keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'
import { didYouMean } from '../yaml/suggest.ts'

type DoRequest = Extract<PlanRequest, { kind: 'do' }>

/** AYS_SERVICE_UNKNOWN for a request that means no service, with the role or the name that was probably meant. */
export async function nobody(
  records: Records,
  { role, name }: Pick<DoRequest, 'role' | 'name'>,
): Promise<AysError> {
  if (role !== undefined && name !== undefined) {
    return unknownService(records, `${roleOf(role)}!${name}`)
  }
  const part = role === undefined ? 'name' : 'role'
  const known = (await records.addresses(keys.services)).map((address) => address[part])
  const what = `${role ?? '*'}!${name ?? '*'}`
  return new AysError('AYS_SERVICE_UNKNOWN', `no service matches ${what}`, {
    hint: didYouMean(role ?? name ?? '', known) ?? 'List them with: ays service list',
  })
}

/** AYS_ACTION_UNKNOWN for an action that none of these services has, with the one that was probably meant. */
export async function unable(
  draft: Draft,
  services: readonly Model.Service[],
  action: string,
): Promise<AysError> {
  const known = new Set<string>()
  for (const { actor } of services) {
    for (const name of (await draft.actor(actor))?.actions.keys() ?? []) known.add(name)
  }
  return new AysError('AYS_ACTION_UNKNOWN', `none of these services has an action ${action}`, {
    hint:
      didYouMean(action, known) ??
      'List them with: ays template show NAME; take up new ones with: ays apply',
  })
}
