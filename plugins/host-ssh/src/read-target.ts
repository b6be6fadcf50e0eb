import { type HostDescription, hostError, type Json } from '@ays/core'

const KEYS = new Set(['kind', 'host', 'user', 'port', 'identityFile', 'options'])

/**
 * Never asks anybody, gives up on a host that does not answer, and notices when one is gone. A connection that
 * others share would not end with the program.
 */
const DEFAULTS = {
  BatchMode: 'yes',
  ConnectTimeout: 10,
  ServerAliveInterval: 5,
  LogLevel: 'ERROR',
  ControlMaster: 'no',
  ControlPath: 'none',
}

/** How ssh reaches a host. */
export interface Target {
  readonly host: string
  /** The arguments of ssh up to and including the host. */
  readonly args: readonly string[]
  /** The same as people would type them, without the options: one may hold a secret. */
  readonly shown: string
}

/** AYS_HOST_INVALID for what is missing, of another type, or not known. */
export function readTarget(description: HostDescription): Target {
  const unknown = Object.keys(description).find((key) => !KEYS.has(key))
  if (unknown !== undefined) throw invalid(`"${unknown}" is not known`)
  const { port, options = {} } = description
  if (port !== undefined && !isPort(port)) throw invalid('"port" is not the number of a port')
  if (!isOptions(options)) throw invalid('"options" is not a mapping of names to texts')
  const user = textOf(description, 'user')
  const identity = textOf(description, 'identityFile')
  const settings = Object.entries({ ...DEFAULTS, ...options })
  const host = textOf(description, 'host')
  if (host === undefined) throw invalid('"host" is missing')
  const login = [
    ...(user === undefined ? [] : ['-l', user]),
    ...(port === undefined ? [] : ['-p', String(port)]),
    ...(identity === undefined ? [] : ['-i', identity]),
  ]
  const given = settings.flatMap(([name, value]) => ['-o', `${name}=${value}`])
  return {
    host,
    // What follows `--` is no option, whatever it looks like.
    args: ['-T', ...login, ...given, '--', host],
    shown: [...login, host].join(' '),
  }
}

function textOf(description: HostDescription, key: string): string | undefined {
  const value = description[key]
  if (value === undefined || (typeof value === 'string' && value !== '')) return value
  throw invalid(`"${key}" is not a text`)
}

function isPort(value: Json): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 65_536
}

function isOptions(value: Json): value is Readonly<Record<string, string | number>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((one) => typeof one === 'string' || typeof one === 'number')
  )
}

function invalid(what: string) {
  return hostError(`a host of kind ssh: ${what}`, {
    hint: "Return { kind: 'ssh', host }, with user, port, identityFile and options where needed.",
  })
}
