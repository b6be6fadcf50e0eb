import path from 'node:path'
import { CapnpCodec } from '@ays/capnp-codec'
import type { Store } from '@ays/core'
import { type MigrateRequest, readRepository, type Repository } from '@ays/engine'
import { openStore as openLevel } from '@ays/store-level'
import { openStore as openRedis } from '@ays/store-redis'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { openTestEngine } from '../harness/engine.ts'
import { type RedisServer, startRedis } from '../harness/redis.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'

export const codec = new CapnpCodec()

/** The store of a new site. */
export const LEVEL = 'level:.ays/db'

const BLUEPRINT = 'host__one:\n  label: first\napp__web:\n  host: one\n'

/** For the tests of a file a Redis server, for each of them a site. */
export interface Cared {
  readonly redis: RedisServer
  readonly site: TempRepository
}

/** Starts and ends them around the tests of the file that calls it. */
export function useCared(): Cared {
  let redis: RedisServer
  let site: TempRepository
  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis[Symbol.asyncDispose]())
  beforeEach(async () => {
    site = await createCaredSite()
  })
  afterEach(() => site[Symbol.asyncDispose]())
  return {
    get redis() {
      return redis
    },
    get site() {
      return site
    },
  }
}

/** A repository with two services that were installed, on the LevelDB in its folder. */
export async function createCaredSite(): Promise<TempRepository> {
  const repository = await createRepository({
    templates: {
      host: { schema: 'label = type:str', actions: 'export const install = () => undefined\n' },
      app: {
        schema: 'host = type:str parent:host\nsize = type:int',
        actions: 'export const install = () => undefined\n',
      },
    },
    blueprints: { 'site.yaml': BLUEPRINT },
  })
  await using store = await openAt(repository, LEVEL)
  await using engine = await openTestEngine(repository.folder, store)
  const files = [{ file: 'site.yaml', text: BLUEPRINT }]
  const plan = await engine.api.plan({ kind: 'blueprint', files })
  await engine.api.apply({ plan: plan.id })
  return repository
}

/** The store of this repository at a URL, open. */
export async function openAt({ folder, id }: TempRepository, url: string): Promise<Store> {
  const open = url.startsWith('level:') ? openLevel : openRedis
  const store = open(url, { folder, repository: id, onWarning: () => undefined })
  await store.open()
  return store
}

/** What a migration between these stores is asked with. */
export async function migration(
  repository: TempRepository,
  stores: { readonly source: Store; readonly target: Store; readonly to: string },
): Promise<MigrateRequest> {
  return { repository: await readOf(repository), codec, ...stores }
}

function readOf({ folder }: TempRepository): Promise<Repository> {
  return readRepository(path.resolve(folder))
}

/** Fills a store with entries of several sizes, beside what is in it. */
export async function fill(store: Store, count: number): Promise<void> {
  for (let first = 0; first < count; first += 1000) {
    const puts = Array.from({ length: Math.min(1000, count - first) }, (_, at) => ({
      key: `hist/${String(first + at).padStart(8, '0')}`,
      value: Buffer.alloc((first + at) % 400, first + at),
    }))
    await store.commit({ puts })
  }
}
