import path from 'node:path'
import { CapnpCodec, capnpFormat } from '@ays/capnp-codec'
import { type AysApi, InlineExecutor, type Store } from '@ays/core'
import { openEngine, readRepository } from '@ays/engine'
import { EsbuildBundler } from '@ays/executor'
import { hrdFormat } from '@ays/hrd'

/** An engine in this process; disposing it closes all but the store. */
export interface TestEngine extends AsyncDisposable {
  readonly api: AysApi
}

/** The engine of the repository in this folder, its actions inline. */
export async function openTestEngine(folder: string, store: Store): Promise<TestEngine> {
  const codec = new CapnpCodec()
  const bundler = new EsbuildBundler({ cache: path.join(folder, '.ays/cache') })
  const api = await openEngine(await readRepository(folder), {
    store,
    codec,
    formats: [capnpFormat, hrdFormat],
    bundler,
    packs: [],
    executor: (sources) => new InlineExecutor({ codec, sources }),
  })
  return {
    api,
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]()
      await bundler[Symbol.asyncDispose]()
    },
  }
}
