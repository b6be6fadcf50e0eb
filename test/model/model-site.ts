import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { CapnpCodec, capnpFormat } from '@ays/capnp-codec'
import {
  type ActionContext,
  type AysApi,
  type BundledAction,
  type Bundler,
  InlineExecutor,
  type Store,
} from '@ays/core'
import { openEngine, readRepository } from '@ays/engine'
import { hrdFormat } from '@ays/hrd'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'

/** What an action of a model does; what it returns or throws is what the action does. */
export type Act = (address: string, action: string, context: ActionContext) => unknown

/** A template whose actions are all done by an {@link Act}. */
export interface ModelTemplate {
  /** schema.hrd. */
  readonly schema?: string
  /** actor.yaml. */
  readonly actor?: string
  /** Exported actions. */
  readonly does: readonly string[]
}

/** A folder with templates, for any number of engines. */
export interface ModelSite extends AsyncDisposable {
  /** An engine over this store whose actions call `act`. It opens the store; who made it closes it. */
  open(store: Store, act: Act, options?: { readonly capacity?: number }): Promise<AysApi>
}

/** Thousands of worlds in one process: the templates are read from a real folder, the actions are calls. */
export async function createSite(
  templates: Readonly<Record<string, ModelTemplate>>,
): Promise<ModelSite> {
  const repository = await createRepository({
    templates: Object.fromEntries(
      Object.entries(templates).map(([name, { schema = '', actor, does }]) => [
        name,
        { schema, actions: does.join('\n'), ...(actor === undefined ? {} : { actor }) },
      ]),
    ),
  })
  const codec = new CapnpCodec()
  return {
    open: (store, act, options = {}) => openOver(repository, codec, store, act, options),
    [Symbol.asyncDispose]: () => repository[Symbol.asyncDispose](),
  }
}

async function openOver(
  { folder }: TempRepository,
  codec: CapnpCodec,
  store: Store,
  act: Act,
  options: { readonly capacity?: number },
): Promise<AysApi> {
  const id = register(act)
  return openEngine(await readRepository(folder), {
    store,
    codec,
    formats: [capnpFormat, hrdFormat],
    bundler: new ModelBundler(),
    packs: [],
    executor: (known) =>
      new InlineExecutor({
        codec,
        sources: {
          schema: (hash) => known.schema(hash),
          code: async (hash) => ({ code: codeOf(id, hash), map: '' }),
        },
        ...options,
      }),
  })
}

/** Every line of an actions file is the name of an action, behind it perhaps a word that is its code. */
class ModelBundler implements Bundler {
  async bundle(file: string): Promise<readonly BundledAction[]> {
    const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '')
    return lines.toSorted().map((line) => {
      const [action = ''] = line.split(' ')
      return {
        action,
        hash: `${action}:${sha256(line)}`,
        code: line,
        map: '',
        inputs: sha256(line),
      }
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

const ACTS = Symbol.for('ays.test.acts')

/** Where the code of actions, which imports nothing, finds what it is to do. */
const acts = new Map<number, Act>()
Object.assign(globalThis, { [ACTS]: acts })

function register(act: Act): number {
  acts.set(acts.size, act)
  return acts.size - 1
}

function codeOf(id: number, hash: string): string {
  const action = JSON.stringify(hash.slice(0, hash.indexOf(':')))
  return `export default (context) => globalThis[Symbol.for('ays.test.acts')].get(${id})(
    context.service.role + '!' + context.service.name, ${action}, context)`
}
