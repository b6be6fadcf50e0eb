import { resolve } from 'node:path'
import { AysError, isAysError, type SignalOption } from '@ays/core'
import { findRepository, readRepository, type Repository } from '@ays/engine'
import type { Connection } from './connect.ts'

/** Which repository, and which server, a command was given. */
export interface Place {
  readonly repo?: string | undefined
  readonly store?: string | undefined
  readonly server?: string | undefined
}

/** AYS in a daemon elsewhere. AYS_UNAUTHENTICATED without AYS_TOKEN; else as connectServer(). */
export async function connectRemote(
  url: string,
  options: Required<SignalOption>,
): Promise<Connection> {
  const token = process.env['AYS_TOKEN'] ?? ''
  if (token === '') {
    throw new AysError('AYS_UNAUTHENTICATED', `${url} wants a token, and AYS_TOKEN is not set`, {
      hint: 'Make one on the machine of the daemon, with: ays daemon token create',
    })
  }
  const { connectServer } = await import('@ays/daemon/client')
  const api = await connectServer({ url, token, ...options })
  return { api, remote: true, [Symbol.asyncDispose]: () => api[Symbol.asyncDispose]() }
}

/**
 * The repository that a command is about. With a server its ays.yaml is there: here is only the folder
 * whose blueprints are meant, the repository around it, if there is one.
 */
export async function readWorkplace({ repo = '.', store, server }: Place): Promise<Repository> {
  try {
    const found = await readRepository(findRepository(repo))
    return store === undefined ? found : { ...found, store }
  } catch (error) {
    if (server === undefined || !isAysError(error, 'AYS_REPOSITORY_MISSING')) throw error
    return { ...ELSEWHERE, folder: resolve(repo) }
  }
}

const ELSEWHERE: Omit<Repository, 'folder'> = {
  id: '',
  store: '',
  executor: '',
  packs: [],
  retention: { revisions: 0, runs: 0 },
}
