import path from 'node:path'
import { CapnpCodec, capnpFormat } from '@ays/capnp-codec'
import type { Store, VerifyReport } from '@ays/core'
import { type MigrateRequest, readRepository, type Repository, verifyStore } from '@ays/engine'
import { hrdFormat } from '@ays/hrd'
import { openTestEngine } from './engine.ts'
import { storeModule } from './store-module.ts'
import { createRepository, type TempRepository } from './temp-repository.ts'

export const codec = new CapnpCodec()

/** The store of a new site. */
export const LEVEL = 'level:.ays/db'

const BLUEPRINT = 'host__one:\n  label: first\napp__web:\n  host: one\n'

/** A repository with two services that were installed, on the LevelDB in its folder. */
export async function createCaredSite(): Promise<TempRepository> {
  const repository = await createRepository({
    store: LEVEL,
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
  const { openStore } = await storeModule(url)
  const store = openStore(url, { folder, repository: id, onWarning: () => undefined })
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

/** What `ays store verify` finds. */
export function verify(
  store: Store,
  { id }: Pick<TempRepository, 'id'>,
  repair = false,
): Promise<VerifyReport> {
  return verifyStore({ repository: id, codec, formats: [capnpFormat, hrdFormat], store, repair })
}

/** Every key and its bytes as hexadecimal digits. */
export async function contentOf(store: Store): Promise<Map<string, string>> {
  const content = new Map<string, string>()
  for await (const { key, value } of store.scan({})) {
    content.set(key, Buffer.from(value).toString('hex'))
  }
  return content
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
