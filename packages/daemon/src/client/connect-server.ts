import { type AysApi, AysError } from '@ays/core'
import { RemoteApi } from './remote-api.ts'

export interface ConnectServerOptions {
  /** As a daemon listens: http://HOST:PORT, or what a proxy with TLS makes of it. */
  readonly url: string
  readonly token: string
  readonly signal: AbortSignal
}

/** Milliseconds in which a server says that it is there. */
const PATIENCE = 10_000

/** The API of a daemon elsewhere. AYS_USAGE for what is no URL; AYS_DAEMON_UNREACHABLE when it does not answer. */
export async function connectServer(options: ConnectServerOptions): Promise<AysApi> {
  const { token, signal } = options
  const url = parse(options.url)
  const api = new RemoteApi({ url, token })
  try {
    await api.health(AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]))
    return api
  } catch (cause) {
    await api[Symbol.asyncDispose]()
    signal.throwIfAborted()
    throw new AysError('AYS_DAEMON_UNREACHABLE', `no daemon answers at ${url.origin}`, {
      cause,
      hint: 'Check the URL, and that a daemon runs there with --listen.',
    })
  }
}

function parse(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && /^https?:$/.test(url.protocol)) return url
  throw new AysError('AYS_USAGE', `"${text}" is not the URL of a daemon`, {
    hint: 'Such as http://127.0.0.1:8731, or https://ays.example.org/repositories/<id>',
  })
}
