import type { AysApi } from '@ays/core'
import { RemoteApi } from './remote-api.ts'

/** Milliseconds in which a server says that it is there; its first request loads it. */
const PATIENCE = 10_000

/** The API behind a socket; undefined when nobody answers there. */
export async function connectSocket(
  socket: string,
  signal: AbortSignal,
): Promise<AysApi | undefined> {
  const api = new RemoteApi({ socket })
  try {
    await api.health(AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]))
    return api
  } catch {
    await api[Symbol.asyncDispose]()
    signal.throwIfAborted()
    return undefined
  }
}

/** The API behind a socket, whoever is there: calls need not wait until that is known. */
export function assumeSocket(socket: string): AysApi {
  return new RemoteApi({ socket })
}
