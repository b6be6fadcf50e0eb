import type { ServiceInfo } from '@ays/core'
import { defined } from '../defined.ts'
import { meanwhile } from '../meanwhile.ts'
import type { Talk } from '../talk.ts'

/** The states of actions that services can be looked for by. */
export const ACTION_STATES = [
  'new',
  'changed',
  'scheduled',
  'running',
  'ok',
  'error',
  'disabled',
] as const

export interface ListServicesFlags {
  readonly role?: string | undefined
  readonly instance?: string | undefined
  readonly template?: string | undefined
  readonly parent?: string | undefined
  readonly consumes?: string | undefined
  readonly state?: readonly (typeof ACTION_STATES)[number][] | undefined
  readonly limit?: number | undefined
  readonly after?: string | undefined
}

/** `ays service list`. */
export async function listServices(
  { api, options, screen, log }: Talk,
  flags: ListServicesFlags,
): Promise<ServiceInfo[]> {
  const { role, instance: name, template, parent, consumes, state: states, limit, after } = flags
  const filter = defined({ role, name, template, parent, consumes, states, limit, after })
  const [services, { renderServices }] = await Promise.all([
    api.listServices(filter, options),
    meanwhile(() => import('../render/services.ts')),
  ])
  log(renderServices(services, screen, limit))
  return services
}
