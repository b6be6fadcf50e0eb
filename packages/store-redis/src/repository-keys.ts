import { AysError } from '@ays/core'

/** All keys of one repository; the braces put them into one slot of a cluster. */
export interface RepositoryKeys {
  /** Hash: entries, revision, tokens and commit ids. */
  readonly val: string
  /** Sorted set: the keys of the entries, in byte order. */
  readonly idx: string
  /** Capped stream: what the latest commits changed. */
  readonly log: string
  /** String that ends by itself: who holds a lease. */
  lease(name: string): string
}

/** AYS_USAGE for an id that is empty or would break the slot. */
export function repositoryKeys(id: string): RepositoryKeys {
  if (!/^[^{}]+$/.test(id)) {
    throw new AysError('AYS_USAGE', `${JSON.stringify(id)} is not the id of a repository`, {
      hint: 'Give ays.yaml the id that "ays init" wrote: any text without braces.',
    })
  }
  const prefix = `ays:{${id}}:`
  return {
    val: `${prefix}val`,
    idx: `${prefix}idx`,
    log: `${prefix}log`,
    lease: (name) => `${prefix}lease:${name}`,
  }
}
