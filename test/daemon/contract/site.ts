import assert from 'node:assert/strict'
import { type AysApi, type ErrorCode, isAysError, type RunEvent } from '@ays/core'

/** A method of AysApi. */
type Method = Exclude<keyof AysApi, symbol>

/** What methods do, whoever implements them: in this process or through a socket. */
export type Contract<M extends Method = Method> = Readonly<
  Record<M, (api: AysApi) => Promise<void>>
>

/** What a repository must hold for the contract: see the test that registers it. */
export const TEMPLATES = {
  db: {
    schema: 'port = type:int default:5432\n',
    does: ['install'],
    code: `export const wait = ({ signal }) => new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
    })
    export const fail = () => { throw new Error('it fails') }`,
  },
  web: { schema: 'db = type:str consume:db:1\nkey = type:str default:k\n', does: ['install'] },
}

/** The blueprint of the site. */
export const FILES = [{ file: 'blueprints/site.yaml', text: 'db__main:\nweb__shop:\n  db: main\n' }]

/** Plans and applies the site, or another text of its blueprint. */
export async function apply(api: AysApi, on?: (event: RunEvent) => void, text?: string) {
  const files = FILES.map((file) => ({ ...file, ...(text !== undefined && { text }) }))
  const { id } = await api.plan({ kind: 'blueprint', files })
  return api.apply({ plan: id, who: 'tester' }, on === undefined ? {} : { on })
}

/** Applies the site, and runs an action of its database to the end. */
export async function run(
  api: AysApi,
  action: string,
  options: { readonly signal?: AbortSignal } = {},
) {
  await apply(api)
  const { id } = await api.plan({ kind: 'do', action, role: 'db' })
  const { run: ended } = await api.apply({ plan: id }, options)
  assert(ended)
  return ended
}

/** Rejects with an error of this code. */
export async function rejects(promise: Promise<unknown>, code: ErrorCode): Promise<Error> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  assert(isAysError(error, code), `${code} was expected, not ${String(error)}`)
  return error
}
