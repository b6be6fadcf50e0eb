import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SignalOption } from '@ays/core'
import { DyingStore } from './dying-store.ts'
import type { OpenAys, OpenedAys, OpenOptions } from './open-ays.ts'
import { type Scene, readTree } from './scene.ts'
import { Stage } from './stage.ts'

/** What AYS keeps in a repository: no action has to do with it. */
const OWN_FILES: ReadonlySet<string> = new Set(['.ays', 'ays.yaml'])

/** A repository with its own home and its own folder for temporary files: all that a test looks at. */
export class Sandbox implements AsyncDisposable {
  readonly #id = randomUUID()
  readonly #root: string
  readonly #open: OpenAys
  readonly #options: SignalOption
  #opened: Opened | undefined

  private constructor(root: string, open: OpenAys, options: SignalOption) {
    this.#root = root
    this.#open = open
    this.#options = options
  }

  /** Empty; gone when it is disposed. */
  static async create(open: OpenAys, signal?: AbortSignal): Promise<Sandbox> {
    const root = await realpath(await mkdtemp(join(tmpdir(), 'ays-pack-')))
    const sandbox = new Sandbox(root, open, { ...(signal && { signal }) })
    await sandbox.wipe()
    return sandbox
  }

  /** Makes sure that there is no file and no service. */
  async clear(): Promise<void> {
    this.#options.signal?.throwIfAborted()
    const services = await this.#opened?.stage.addresses()
    if (services?.length === 0 && (await this.tree()).size === 0) return
    await this.wipe()
  }

  /** As it was made, but for the bundles of actions: making them takes longest. */
  async wipe(): Promise<void> {
    await this.#close()
    for (const folder of [this.#home, this.#temporary]) {
      await rm(folder, { recursive: true, force: true })
      await mkdir(folder)
    }
    await mkdir(join(this.#repository, '.ays'), { recursive: true })
    await removeAll(this.#repository, '.ays')
    await removeAll(join(this.#repository, '.ays'), 'cache')
  }

  /** Every file that there is. */
  async tree(): Promise<Scene> {
    const trees = await Promise.all([
      readTree(this.#repository, '', OWN_FILES),
      readTree(this.#home, '~/'),
      readTree(this.#temporary, '$TMPDIR/'),
    ])
    return new Map(trees.flatMap((tree) => [...tree]))
  }

  /** AYS with the templates of these folders; it stays open for who uses the same. */
  async use<T>(packs: readonly string[], work: (stage: Stage) => Promise<T>): Promise<T> {
    if (this.#opened?.packs.join() !== packs.join()) {
      await this.#close()
      this.#opened = { packs, ...(await this.#start(packs, (store) => store)) }
    }
    return work(this.#opened.stage)
  }

  /** The same, and it dies at its commit of this number, from 0 on; false when it had not as many. */
  async killed(
    packs: readonly string[],
    commit: number,
    work: (stage: Stage) => Promise<unknown>,
  ): Promise<boolean> {
    await this.#close()
    const dying = new DyingStore(commit)
    try {
      const { ays, stage } = await this.#start(packs, dying.around)
      try {
        await work(stage)
      } finally {
        await ays[Symbol.asyncDispose]()
      }
    } catch (error) {
      // What a dead process says is of no interest.
      if (!dying.dead) throw error
    } finally {
      await dying[Symbol.asyncDispose]()
    }
    return dying.dead
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close()
    await rm(this.#root, { recursive: true, force: true, maxRetries: 5 })
  }

  get #repository(): string {
    return join(this.#root, 'repository')
  }

  get #home(): string {
    return join(this.#root, 'home')
  }

  get #temporary(): string {
    return join(this.#root, 'tmp')
  }

  async #start(
    packs: readonly string[],
    aroundStore: OpenOptions['aroundStore'],
  ): Promise<Pick<Opened, 'ays' | 'stage'>> {
    const file = { id: this.#id, store: 'level:.ays/db', executor: 'process', packs }
    // JSON is YAML.
    await writeFile(join(this.#repository, 'ays.yaml'), JSON.stringify(file))
    const env = { HOME: this.#home, TMPDIR: this.#temporary }
    const ays = await this.#open(this.#repository, { env, aroundStore })
    return { ays, stage: new Stage(ays.api, this, this.#options) }
  }

  async #close(): Promise<void> {
    const opened = this.#opened
    this.#opened = undefined
    await opened?.ays[Symbol.asyncDispose]()
  }
}

interface Opened {
  readonly packs: readonly string[]
  readonly ays: OpenedAys
  readonly stage: Stage
}

async function removeAll(folder: string, except: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name === except) continue
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 5 })
  }
}
