import path from 'node:path'
import { CapnpCodec, capnpFormat } from '@ays/capnp-codec'
import { type Clock, type HostFactory, InlineExecutor, type Store } from '@ays/core'
import { type Engine, openEngine, readRepository } from '@ays/engine'
import { EsbuildBundler, runProgram } from '@ays/executor'
import { hrdFormat } from '@ays/hrd'

/** An engine in this process; disposing it closes all but the store. */
export interface TestEngine extends AsyncDisposable {
  readonly api: Engine
}

/** The host of kind `box`: this machine; programs find in BOX how they were described. */
const createBox: HostFactory = (description, local) => ({
  exec: (job, command, args, options) =>
    local(job, command, args, { ...options, env: { BOX: JSON.stringify(description) } }),
  async [Symbol.asyncDispose]() {},
})

const hosts = async (kind: string) => (kind === 'box' ? createBox : undefined)

/** The engine of the repository in this folder, its actions inline. */
export async function openTestEngine(
  folder: string,
  store: Store,
  clock?: Clock,
): Promise<TestEngine> {
  const codec = new CapnpCodec()
  const bundler = new EsbuildBundler({ cache: path.join(folder, '.ays/cache') })
  const api = await openEngine(await readRepository(folder), {
    store,
    codec,
    formats: [capnpFormat, hrdFormat],
    bundler,
    packs: [],
    ...(clock && { clock }),
    executor: (sources) => new InlineExecutor({ codec, sources, runProgram, hosts }),
  })
  return {
    api,
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]()
      await bundler[Symbol.asyncDispose]()
    },
  }
}
