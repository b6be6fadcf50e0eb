import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CapnpCodec, capnpFormat } from '@ays/capnp-codec'
import { InlineExecutor } from '@ays/core'
import { openEngine, readRepository } from '@ays/engine'
import { EsbuildBundler, PoolExecutor } from '@ays/executor'
import { hrdFormat } from '@ays/hrd'
import { LevelStore } from '@ays/store-level'

const ACTIONS = 'export const install = () => undefined\n'

/** A repository with the template `vm`, whose only action does nothing. */
export async function makeRepository({ blueprint, actions = ACTIONS } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'ays-bench-'))
  const template = join(folder, 'templates/vm')
  await mkdir(template, { recursive: true })
  await mkdir(join(folder, 'blueprints'))
  await writeFile(join(folder, 'ays.yaml'), 'id: bench\n')
  await writeFile(
    join(template, 'schema.hrd'),
    'description = type:str\ndeps = type:str list consume:vm:0:100\n',
  )
  await writeFile(join(template, 'actions.js'), actions)
  if (blueprint !== undefined) await writeFile(join(folder, 'blueprints/all.yaml'), blueprint)
  return folder
}

/** The engine of a repository in this process; `workers: 0` runs actions in it, too. */
export async function openRepository(folder, { workers }) {
  const cache = join(folder, '.ays/cache')
  const codec = new CapnpCodec()
  const codecUrl = import.meta.resolve('@ays/capnp-codec')
  const bundler = new EsbuildBundler({ cache })
  const store = new LevelStore({ path: join(folder, '.ays/db') })
  const api = await openEngine(await readRepository(folder), {
    store,
    codec,
    formats: [capnpFormat, hrdFormat],
    bundler,
    packs: [],
    executor: (sources) =>
      workers === 0
        ? new InlineExecutor({ codec, sources })
        : new PoolExecutor({ folder: cache, codecUrl, sources, workers }),
  })
  return {
    api,
    store,
    codec,
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]()
      await bundler[Symbol.asyncDispose]()
      await store[Symbol.asyncDispose]()
    },
  }
}

export function removeRepository(folder) {
  return rm(folder, { recursive: true, force: true })
}
