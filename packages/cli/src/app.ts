import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CapnpCodec, capnpFormat, compilePattern } from '@ays/capnp-codec'
import {
  BUNDLER,
  CODEC,
  type Codec,
  Container,
  type Leave,
  SCHEMA_FORMAT,
  STORE,
  type Store,
} from '@ays/core'
import { type Engine, openEngine, type Repository } from '@ays/engine'
import { EsbuildBundler, TscTypeChecker } from '@ays/executor'
import { createHrdFormat } from '@ays/hrd'
import { createExecutor } from './create-executor.ts'
import { loadFormats, type Plugins } from './load-plugins.ts'
import { loadStore } from './load-store.ts'

export interface ToolOptions {
  readonly plugins: Plugins
  /** Gets what people should know of a plugin or of the store. */
  readonly onWarning: (text: string) => void
}

export interface AppOptions extends ToolOptions {
  readonly repository: Repository
  /** Of a daemon. */
  readonly leave?: Leave
  /** What is put around the store. */
  readonly aroundStore?: (store: Store) => Store
  /** Of actions, in place of what they get of this process. */
  readonly env?: Readonly<Record<string, string>>
  /** A folder whose TypeScript checks types before that of the repository. */
  readonly compilerFrom?: string
}

/** A repository that is open in this process. Disposing it closes everything. */
export interface App extends AsyncDisposable {
  readonly api: Engine
  readonly store: Store
  readonly codec: Codec
}

/** CODEC and a SCHEMA_FORMAT for each extension: what works without a repository. */
export async function createTools({ plugins, onWarning }: ToolOptions): Promise<Container> {
  const tools = new Container()
    .bind(CODEC, () => new CapnpCodec())
    .value(SCHEMA_FORMAT, capnpFormat)
    .value(SCHEMA_FORMAT, createHrdFormat({ compilePattern }))
  for (const format of await loadFormats(plugins, onWarning)) tools.value(SCHEMA_FORMAT, format)
  return tools
}

/** Opens a repository; failing closes everything. */
export async function createApp(options: AppOptions): Promise<App> {
  const { repository, plugins, onWarning, leave, aroundStore = (store) => store } = options
  const { env = {}, compilerFrom = repository.folder } = options
  const { folder, id, store } = repository
  const { openStore } = await loadStore(store, plugins.stores)
  const app = (await createTools(options))
    .bind(STORE, () => aroundStore(openStore(store, { folder, repository: id, onWarning })))
    .bind(BUNDLER, () => new EsbuildBundler({ cache: join(folder, '.ays/cache') }))
  try {
    const api = await openEngine(repository, {
      store: app.get(STORE),
      codec: app.get(CODEC),
      formats: app.getAll(SCHEMA_FORMAT),
      bundler: app.get(BUNDLER),
      typeChecker: createTypeChecker(folder, compilerFrom),
      packs: plugins.packs,
      executor: (sources) =>
        createExecutor(repository, { codec: app.get(CODEC), sources, hosts: plugins.hosts, env }),
      ...(leave && { leave }),
    })
    return {
      api,
      store: app.get(STORE),
      codec: app.get(CODEC),
      async [Symbol.asyncDispose]() {
        await api[Symbol.asyncDispose]()
        await app[Symbol.asyncDispose]()
      },
    }
  } catch (error) {
    await app[Symbol.asyncDispose]()
    throw error
  }
}

/** The compiler that is installed there, else that of whoever installed AYS. */
function createTypeChecker(folder: string, compilerFrom: string): TscTypeChecker {
  return new TscTypeChecker({
    from: [join(compilerFrom, 'package.json'), import.meta.url],
    cache: join(folder, '.ays/cache'),
    core: fileURLToPath(import.meta.resolve('@ays/core')).replace(/\.js$/, '.d.ts'),
  })
}
