import { join } from 'node:path'
import { CapnpCodec, capnpFormat } from '@ays/capnp-codec'
import { type AysApi, type Codec, InlineExecutor, MemoryStore, type Store } from '@ays/core'
import { EsbuildBundler } from '@ays/executor'
import { hrdFormat } from '@ays/hrd'
import { onTestFinished } from 'vitest'
import { openEngine } from '../../src/api/engine.ts'
import { DEFAULT_RETENTION } from '../../src/repository/repository.ts'
import { tempFolder } from './temp-folder.ts'

/** The engine over a store, an empty one in memory, and a repository with these files; gone with the test. */
export async function engineOf(
  files: Readonly<Record<string, string>>,
  store: Store = new MemoryStore(),
  codec: Codec = new CapnpCodec(),
): Promise<AysApi> {
  const folder = await tempFolder(files)
  const bundler = new EsbuildBundler({ cache: join(folder, '.ays/cache') })
  const repository = {
    folder,
    id: 'test',
    store: 'memory:',
    executor: 'inline',
    packs: [],
    retention: DEFAULT_RETENTION,
  } as const
  const api = await openEngine(repository, {
    store,
    codec,
    formats: [capnpFormat, hrdFormat],
    bundler,
    packs: [],
    executor: (sources) => new InlineExecutor({ codec, sources }),
  })
  onTestFinished(async () => {
    await api[Symbol.asyncDispose]()
    await bundler[Symbol.asyncDispose]()
    await store[Symbol.asyncDispose]()
  })
  return api
}
