import { access } from 'node:fs/promises'
import { type ActionCall, type ActionSources, servicesOf } from '@ays/core'
import { writeWhole } from '../write-whole.ts'
import { codePath, schemaPath } from './protocol.ts'

/** Puts what calls name by hash into files, so that a worker loads it by path and only once. */
export class CodeFolder {
  readonly #folder: string
  readonly #sources: ActionSources
  readonly #writing = new Map<string, Promise<void>>()
  readonly #ready = new Set<string>()

  constructor(folder: string, sources: ActionSources) {
    this.#folder = folder
    this.#sources = sources
  }

  /** Resolves when all that the call names is there; undefined when it is already. */
  provide(call: ActionCall): Promise<unknown> | undefined {
    const missing = hashesOf(call).filter((hash) => !this.#ready.has(hash))
    if (missing.length === 0) return undefined
    return Promise.all(
      missing.map((hash) =>
        this.#once(hash, () =>
          codesOf(call).includes(hash) ? this.#writeCode(hash) : this.#writeSchema(hash),
        ),
      ),
    )
  }

  /** Looks again next time: somebody may have emptied the folder. */
  forget(call: ActionCall): void {
    for (const hash of hashesOf(call)) this.#ready.delete(hash)
  }

  #once(hash: string, write: () => Promise<void>): Promise<void> {
    const found = this.#writing.get(hash)
    if (found) return found
    const writing = write()
      .then(() => void this.#ready.add(hash))
      .finally(() => this.#writing.delete(hash))
    this.#writing.set(hash, writing)
    return writing
  }

  async #writeCode(hash: string): Promise<void> {
    const path = codePath(this.#folder, hash)
    if (await exists(path)) return
    const { code, map } = await this.#sources.code(hash)
    await writeWhole(`${path}.map`, map)
    await writeWhole(path, `${code}\n//# sourceMappingURL=${hash}.mjs.map\n`)
  }

  async #writeSchema(hash: string): Promise<void> {
    const path = schemaPath(this.#folder, hash)
    if (await exists(path)) return
    await writeWhole(path, JSON.stringify(await this.#sources.schema(hash)))
  }
}

function hashesOf(call: ActionCall): string[] {
  return [...new Set([...codesOf(call), ...servicesOf(call).map(({ schema }) => schema)])]
}

function codesOf({ code, host }: ActionCall): string[] {
  return host ? [code, host.code] : [code]
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
