import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { AysError, type ErrorCode, isCancelled } from '@ays/core'

export interface NpmOptions {
  readonly cwd: string
  readonly signal: AbortSignal
  /** Is told when npm could not ask the registry, and what it answers is what its cache knows. */
  readonly onStale?: (() => void) | undefined
}

const NPM = join(
  dirname(createRequire(import.meta.url).resolve('npm/package.json')),
  'bin/npm-cli.js',
)

/** No scripts, nothing from peers: a pack is bundled with what it imports, and gets its types from AYS. */
const ALWAYS = [
  '--json',
  // What tells that an answer is that of the cache.
  '--loglevel=http',
  '--ignore-scripts',
  '--omit=dev',
  '--legacy-peer-deps',
  '--no-audit',
  '--no-fund',
  '--no-update-notifier',
  // The lock says what a pack is, not where this machine gets it.
  '--omit-lockfile-registry-resolved',
]

const STALE = '(cache stale)'

const CODES: Readonly<Record<string, ErrorCode>> = {
  E404: 'AYS_PACK_MISSING',
  ETARGET: 'AYS_PACK_MISSING',
  EINTEGRITY: 'AYS_PACK_INTEGRITY',
  EAI_AGAIN: 'AYS_PACK_UNREACHABLE',
  ECONNREFUSED: 'AYS_PACK_UNREACHABLE',
  ECONNRESET: 'AYS_PACK_UNREACHABLE',
  EHOSTUNREACH: 'AYS_PACK_UNREACHABLE',
  ENETUNREACH: 'AYS_PACK_UNREACHABLE',
  ENOTCACHED: 'AYS_PACK_UNREACHABLE',
  ENOTFOUND: 'AYS_PACK_UNREACHABLE',
  ERR_SOCKET_TIMEOUT: 'AYS_PACK_UNREACHABLE',
  ETIMEDOUT: 'AYS_PACK_UNREACHABLE',
}

/**
 * Runs the npm that comes with AYS, with the configuration of the user. AYS_PACK_MISSING, AYS_PACK_INTEGRITY,
 * AYS_PACK_UNREACHABLE, else AYS_PACK_INVALID, each with what npm says; AYS_CANCELLED.
 */
export async function runNpm(
  args: readonly string[],
  { cwd, signal, onStale }: NpmOptions,
): Promise<unknown> {
  const options = { cwd, signal, maxBuffer: 2 ** 28 }
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [NPM, ...args, ...ALWAYS], options, (error, stdout, stderr) => {
      if (stderr.includes(STALE)) onStale?.()
      if (error === null) resolve(parse(stdout))
      else reject(signal.aborted || isCancelled(error) ? cancelled(error) : toError(error, stdout))
    })
  })
}

function toError(cause: Error, stdout: string): AysError {
  const { code = '', summary = cause.message } = readFault(parse(stdout))
  const known = CODES[code] ?? (/^E5\d\d$/.test(code) ? 'AYS_PACK_UNREACHABLE' : 'AYS_PACK_INVALID')
  return new AysError(known, `npm says: ${summary.split('\n')[0]}`, { cause })
}

function cancelled(cause: Error): AysError {
  return new AysError('AYS_CANCELLED', 'installing packs was cancelled', { cause })
}

function readFault(said: unknown): { readonly code?: string; readonly summary?: string } {
  const error = isObject(said) ? said['error'] : undefined
  if (!isObject(error)) return {}
  const { code, summary } = error
  return {
    ...(typeof code === 'string' && { code }),
    ...(typeof summary === 'string' && summary !== '' && { summary }),
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
