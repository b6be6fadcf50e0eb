import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ConnectionOptions } from 'node:tls'
import { AysError } from '@ays/core'

export interface Endpoint {
  readonly host: string
  readonly port: number
}

/** What a URL says: where the server is, who asks, and how. */
export interface RedisTarget {
  readonly kind: 'single' | 'unix' | 'sentinel' | 'cluster'
  /** Several for sentinels and nodes of a cluster, none for a socket. */
  readonly endpoints: readonly Endpoint[]
  /** The socket's path, or the name under which the sentinels know the master. */
  readonly name: string
  readonly db: number
  readonly username: string | undefined
  readonly password: string | undefined
  readonly tls: ConnectionOptions | undefined
}

/** URL cannot read it: it knows one host only. */
const PARTS =
  /^(?<scheme>rediss?)(?:\+(?<how>unix|sentinel|cluster))?:\/\/(?:(?<login>[^/?#]*)@)?(?<hosts>[^/?#]*)(?<path>[^?#]*)(?:\?(?<query>[^#]*))?$/
const KINDS = new Map<string | undefined, RedisTarget['kind']>([
  ['unix', 'unix'],
  ['sentinel', 'sentinel'],
  ['cluster', 'cluster'],
])

/** Relative files start at `folder`. AYS_STORE_URL, which never shows a password. */
export function parseUrl(url: string, folder: string): RedisTarget {
  const parts = PARTS.exec(url)?.groups
  if (parts === undefined) throw urlError('it does not look like redis://HOST:PORT/DB')
  const { scheme, how, login = '', hosts = '', path = '', query = '' } = parts
  const kind = KINDS.get(how) ?? 'single'
  const parameters = new URLSearchParams(query)
  const tls = scheme === 'rediss' ? tlsOf(parameters, folder) : undefined
  // A relative socket begins where the host would be.
  const whole = kind === 'unix' ? hosts + path : path
  return {
    kind,
    endpoints: endpointsOf(kind, hosts),
    ...placeOf(kind, decode(whole), parameters, folder),
    ...loginOf(login),
    tls,
  }
}

function loginOf(login: string): Pick<RedisTarget, 'username' | 'password'> {
  const [username = '', ...password] = login.split(':')
  return {
    username: username === '' ? undefined : decode(username),
    password: password.length === 0 ? undefined : decode(password.join(':')),
  }
}

function endpointsOf(kind: RedisTarget['kind'], hosts: string): Endpoint[] {
  if (kind === 'unix') return []
  if (kind === 'single' && hosts.includes(',')) {
    throw urlError('several hosts are for redis+sentinel:// and redis+cluster://')
  }
  return hosts.split(',').map((host) => endpoint(host, kind === 'sentinel' ? 26379 : 6379))
}

function endpoint(text: string, standard: number): Endpoint {
  if (!URL.canParse(`redis://${text}`)) throw urlError(`"${text}" is not HOST:PORT`)
  const { hostname, port } = new URL(`redis://${text}`)
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1') || '127.0.0.1',
    port: port === '' ? standard : Number(port),
  }
}

function placeOf(
  kind: RedisTarget['kind'],
  path: string,
  parameters: URLSearchParams,
  folder: string,
): Pick<RedisTarget, 'name' | 'db'> {
  if (kind === 'unix') {
    if (path === '') throw urlError('it names no socket: redis+unix:///PATH?db=0')
    return { name: resolve(folder, path), db: database(parameters.get('db') ?? '') }
  }
  const [, first = '', second = ''] = path.split('/')
  if (kind === 'sentinel') {
    if (first === '') throw urlError('it names no master: redis+sentinel://HOST,HOST/MASTER')
    return { name: first, db: database(second) }
  }
  const db = database(parameters.get('db') ?? first)
  if (kind === 'cluster' && db !== 0) throw urlError('a cluster has the database 0 only')
  return { name: '', db }
}

function database(text: string): number {
  if (/^\d*$/.test(text)) return Number(text)
  throw urlError(`"${text}" is not the number of a database`)
}

function tlsOf(parameters: URLSearchParams, folder: string): ConnectionOptions {
  const options: ConnectionOptions = {}
  for (const name of ['ca', 'cert', 'key'] as const) {
    const file = parameters.get(name)
    if (file !== null) options[name] = readPem(resolve(folder, file))
  }
  return options
}

function readPem(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (cause) {
    throw urlError(`${file} cannot be read`, { cause })
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (cause) {
    throw urlError('it has a "%" that encodes nothing', { cause })
  }
}

function urlError(why: string, options: ErrorOptions = {}): AysError {
  return new AysError('AYS_STORE_URL', `the URL of the Redis store cannot be used: ${why}`, {
    ...options,
    hint: 'For example redis://USER:PASSWORD@HOST:6379/0, rediss://…, redis+unix:///SOCKET?db=0.',
  })
}
