import { join } from 'node:path'
import { CapnpCodec, capnpFormat } from '@ays/capnp-codec'
import {
  type ActionSources,
  API,
  BUNDLER,
  type Codec,
  CODEC,
  Container,
  type Executor,
  InlineExecutor,
  SCHEMA_FORMAT,
  STORE,
} from '@ays/core'
import { openEngine, type Repository } from '@ays/engine'
import { EsbuildBundler, PoolExecutor } from '@ays/executor'
import { hrdFormat } from '@ays/hrd'
import type { Plugins } from './load-plugins.ts'
import { loadStore } from './load-store.ts'

export interface AppOptions {
  readonly repository: Repository
  readonly plugins: Plugins
  /** Gets what people should know of the store. */
  readonly onWarning: (text: string) => void
}

/** CODEC and a SCHEMA_FORMAT for each extension: what works without a repository. */
export async function createTools({ formats }: Plugins): Promise<Container> {
  const tools = new Container()
    .bind(CODEC, () => new CapnpCodec())
    .value(SCHEMA_FORMAT, capnpFormat)
    .value(SCHEMA_FORMAT, hrdFormat)
  for (const load of formats) tools.value(SCHEMA_FORMAT, await load())
  return tools
}

/**
 * The tools, and API over this repository. Whoever disposes the container closes all of it; nothing
 * stays open when this fails.
 */
export async function createApp({
  repository,
  plugins,
  onWarning,
}: AppOptions): Promise<Container> {
  const { folder, id, store } = repository
  const { openStore } = await loadStore(store, plugins.stores)
  const app = await createTools(plugins)
  const cache = join(folder, '.ays/cache')
  app.bind(STORE, () => openStore(new URL(store), { folder, repository: id, onWarning }))
  app.bind(BUNDLER, () => new EsbuildBundler({ cache }))
  try {
    const api = await openEngine(repository, {
      store: app.get(STORE),
      codec: app.get(CODEC),
      formats: app.getAll(SCHEMA_FORMAT),
      bundler: app.get(BUNDLER),
      packs: plugins.packs,
      executor: (sources) => createExecutor(repository.executor, app.get(CODEC), sources, cache),
    })
    app.bind(API, () => api).get(API)
    return app
  } catch (error) {
    await app[Symbol.asyncDispose]()
    throw error
  }
}

/** Workers load the codec by its URL, and codes and schemas from the cache. */
function createExecutor(
  kind: string,
  codec: Codec,
  sources: ActionSources,
  folder: string,
): Executor {
  if (kind === 'inline') return new InlineExecutor({ codec, sources })
  const codecUrl = import.meta.resolve('@ays/capnp-codec')
  return new PoolExecutor({ kind: kind === 'thread' ? kind : 'process', folder, codecUrl, sources })
}
