import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { AysError } from '@ays/core'

const FILES = ['sslrootcert', 'sslcert', 'sslkey']
const MODES = ['disable', 'require', 'verify-ca', 'verify-full', 'no-verify']

/**
 * The URL as the library reads it: relative files start at `folder`, and what encrypts also looks whom it
 * talks to, unless it says `no-verify`. AYS_STORE_URL, which never shows a password.
 */
export function parseUrl(text: string, folder: string): string {
  const url = readUrl(text)
  const { searchParams: parameters } = url
  if (parameters.has('password')) throw urlError('a password stands before the host only')
  for (const name of FILES) {
    const file = parameters.get(name)
    if (file === null) continue
    const path = resolve(folder, file)
    if (!existsSync(path)) throw urlError(`there is no file ${path}`)
    parameters.set(name, path)
  }
  const mode = parameters.get('sslmode')
  if (mode === null) return url.href
  if (!MODES.includes(mode)) throw urlError(`sslmode is one of ${MODES.join(', ')}`)
  // The library warns of a later meaning of the others, which today are this one.
  if (mode === 'require' || mode === 'verify-ca') parameters.set('sslmode', 'verify-full')
  return url.href
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined) throw urlError('it does not look like postgres://HOST:PORT/DATABASE')
  if (url.pathname.length < 2) throw urlError('it names no database')
  try {
    decodeURIComponent(url.pathname)
  } catch (cause) {
    throw urlError('it has a "%" that encodes nothing', { cause })
  }
  return url
}

function urlError(why: string, options: ErrorOptions = {}): AysError {
  return new AysError('AYS_STORE_URL', `the URL of the PostgreSQL store cannot be used: ${why}`, {
    ...options,
    hint: 'For example postgres://USER:PASSWORD@HOST:5432/DATABASE?sslmode=verify-full, postgres:///DATABASE?host=/run/postgresql.',
  })
}
