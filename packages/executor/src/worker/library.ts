import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { type Action, actionOf, type Codec, type HostFactory, type Schema } from '@ays/core'
import { loadHost } from '../load-host.ts'
import { codePath, schemaPath, type WorkerSetup } from '../pool/protocol.ts'

/** What a worker has loaded: codec, actions and schemas, each once. */
export class Library {
  readonly #folder: string
  readonly #hosts: Readonly<Record<string, string>>
  readonly #codec: Promise<Codec>
  readonly #actions = new Map<string, Promise<Action>>()
  readonly #schemas = new Map<string, Schema>()

  constructor({ folder, codecUrl, hosts }: WorkerSetup) {
    this.#folder = folder
    this.#hosts = hosts
    this.#codec = import(codecUrl).then(codecOf)
    // Whoever needs it hears of the failure.
    this.#codec.catch(() => undefined)
  }

  /** The action with this code, once its data can be read, too. */
  async load(hash: string): Promise<{ action: Action; schema: (hash: string) => Schema }> {
    const [action, codec] = await Promise.all([this.action(hash), this.#codec])
    return { action, schema: (it) => this.#schema(it, codec) }
  }

  host(kind: string): Promise<HostFactory | undefined> {
    return loadHost(this.#hosts, kind)
  }

  action(hash: string): Promise<Action> {
    const found = this.#actions.get(hash)
    if (found) return found
    const action = import(pathToFileURL(codePath(this.#folder, hash)).href).then(actionOf)
    this.#actions.set(hash, action)
    return action
  }

  #schema(hash: string, codec: Codec): Schema {
    const found = this.#schemas.get(hash)
    if (found) return found
    const schema = codec.compile(JSON.parse(readFileSync(schemaPath(this.#folder, hash), 'utf8')))
    this.#schemas.set(hash, schema)
    return schema
  }
}

function codecOf(module: unknown): Codec {
  if (hasCodec(module)) return module.codec
  throw new Error('the module of the codec exports no `codec`')
}

function hasCodec(module: unknown): module is { codec: Codec } {
  return typeof module === 'object' && module !== null && 'codec' in module
}
