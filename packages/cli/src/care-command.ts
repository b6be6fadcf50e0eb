import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CODEC, type Codec, type Store } from '@ays/core'
import {
  type CareOptions,
  type Contents,
  findRepository,
  readRepository,
  type Repository,
} from '@ays/engine'
import { AysCommand, type GlobalFlags } from './ays-command.ts'
import { loadStore } from './load-store.ts'
import { openStoreAt } from './open-store.ts'
import { withCareProgress } from './progress/care-progress.ts'
import { renderFacts } from './render/table.ts'
import { formatBytes } from './render/text.ts'

/** A repository's store as it is, with no engine over it. */
export interface CaredStore {
  readonly repository: Repository
  readonly codec: Codec
  readonly store: Store
}

/** What the commands have in common that take care of a store as a whole. */
export abstract class CareCommand extends AysCommand {
  /** Open until the command ends; an embedded one is locked as long. */
  protected async openStore(flags: GlobalFlags): Promise<CaredStore> {
    const repository = await this.#repository(flags)
    const codec = (await this.tools()).get(CODEC)
    return { repository, codec, store: await this.storeAt(repository.store, repository) }
  }

  /** Makes a store usable that says it is damaged, and tells what is lost; false where nobody knows how. */
  protected async repairStore(flags: GlobalFlags): Promise<boolean> {
    const { store, folder, id } = await this.#repository(flags)
    const { repairStore } = await loadStore(store, this.plugins().stores)
    if (!repairStore) return false
    await repairStore(store, { folder, repository: id, onWarning: this.onWarning })
    return true
  }

  async #repository(flags: GlobalFlags): Promise<Repository> {
    const found = await readRepository(findRepository(flags.repo ?? '.'))
    return flags.store === undefined ? found : { ...found, store: flags.store }
  }

  /** Open until the command ends. */
  protected async storeAt(url: string, repository: Repository): Promise<Store> {
    const plugins = this.plugins()
    return this.keep(
      await openStoreAt(url, { repository, plugins, onWarning: this.onWarning, ...this.options }),
    )
  }

  /** A folder that only this user can read, gone when the command ends. */
  protected async makeFolder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'ays-'))
    this.keep({ [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) })
    return folder
  }

  /** Shows how far `run` is, on stderr. */
  protected withProgress<T>(run: (options: Required<CareOptions>) => Promise<T>): Promise<T> {
    return withCareProgress({ ...this.options, quiet: this.jsonEnabled() }, run)
  }

  protected logContents({ entries, bytes, digest }: Contents): void {
    const facts = [
      ['entries', entries],
      ['size', formatBytes(bytes)],
      ['digest', digest],
    ] as const
    this.log(renderFacts(facts, this.screen))
  }
}
