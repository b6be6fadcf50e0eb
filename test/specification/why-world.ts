import type { Reason, WhyAction } from '@ays/core'
import type { World, WorldTemplate } from './world.ts'

/** Reasons that come of what runs do; the others are there before one begins. */
export type ReasonOfRuns =
  | 'error'
  | 'failed'
  | 'disabled'
  | 'cancelled'
  | 'recurring'
  | 'event'
  | 'other'

/** Produces a reason of each kind and asks for it: a kind that is not there does not compile. */
export type Cases<K extends Reason['kind']> = Readonly<Record<K, () => Promise<void>>>

const LIFE = ['install', 'start', 'stop', 'uninstall']

/** `app` consumes `db`; `change` of `db` returns another port. */
export const PAIR: Readonly<Record<string, WorldTemplate>> = {
  app: { schema: 'db = type:str list consume:db:0', does: LIFE },
  db: {
    schema: 'port = type:int default:1\nkey = type:password\n',
    does: LIFE,
    code: 'export const change = () => ({ port: 9 })',
  },
}

export const ON_MAIN = 'db__main:\napp__web:\n  db: [main]\n'
export const NO_RUN = { noRun: true } as const

/** What is told of one action. */
export async function why(world: World, service: string, action = 'install'): Promise<WhyAction> {
  const { actions } = await world.api.why(service, action)
  const [only] = actions
  if (!only) throw new Error(`nothing is told of ${service} ${action}`)
  return only
}
