import type { StoreEraser } from '@ays/core'
import { Connection } from './connection.ts'
import { parseUrl } from './parse-url.ts'
import { repositoryKeys } from './repository-keys.ts'

/** Removes all keys of a repository; leases that are held end by themselves. AYS_STORE_UNREACHABLE. */
export const eraseStore: StoreEraser = async (url, { folder, repository }) => {
  const { val, idx, log } = repositoryKeys(repository)
  const connection = new Connection(parseUrl(url, folder))
  try {
    await connection.open()
    await connection.send((client) => client.unlink(val, idx, log))
  } finally {
    await connection.close()
  }
}
