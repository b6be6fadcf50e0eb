import { describeError } from '@ays/core'
import type { DaemonTools } from './daemon-tools.ts'
import { ServedRepository } from './served-repository.ts'

/** All that one daemon serves. */
export class ServedRepositories implements AsyncDisposable {
  readonly #tools: DaemonTools
  readonly #now: AbortSignal
  readonly #folders: readonly string[]
  readonly #served = new Map<string, Served>()
  #reloading: Promise<void> = Promise.resolve()

  private constructor(folders: readonly string[], tools: DaemonTools, now: AbortSignal) {
    this.#folders = folders
    this.#tools = tools
    this.#now = now
  }

  /** Opens all of them, or none; `now` ends the waiting for jobs whenever one is closed. */
  static async open(
    folders: readonly string[],
    tools: DaemonTools,
    now: AbortSignal,
  ): Promise<ServedRepositories> {
    const all = new ServedRepositories(folders, tools, now)
    try {
      for (const folder of folders) await all.#open(folder, await tools.fingerprint(folder))
      return all
    } catch (error) {
      await all[Symbol.asyncDispose]()
      throw error
    }
  }

  /** The one with this id, or the only one. */
  find(id: string | undefined): ServedRepository | undefined {
    const all = [...this.#served.values()].map(({ repository }) => repository)
    if (id !== undefined) return all.find((one) => one.id === id)
    return all.length === 1 ? all[0] : undefined
  }

  /**
   * Closes and opens each of them whose ays.yaml or plugins are others now; its runs are gone on with. (Templates
   * are read whenever something is planned.) One that cannot be opened is told in the log, and tried again the
   * next time; what its ays.yaml said before counts as long as that has faults.
   */
  reload(): Promise<void> {
    this.#reloading = this.#reloading.then(() => this.#reload())
    return this.#reloading
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#reloading
    const closing = [...this.#served.values()].map(({ repository }) => repository.close(this.#now))
    this.#served.clear()
    const failed = (await Promise.allSettled(closing)).find(({ status }) => status === 'rejected')
    if (failed?.status === 'rejected') throw failed.reason
  }

  async #reload(): Promise<void> {
    for (const folder of this.#folders) {
      try {
        await this.#reopen(folder)
      } catch (error) {
        const line = { folder, error: describeError(error) }
        this.#tools.log.error('the repository cannot be read again', line)
      }
    }
  }

  async #reopen(folder: string): Promise<void> {
    const fingerprint = await this.#tools.fingerprint(folder)
    const served = this.#served.get(folder)
    if (served?.fingerprint === fingerprint) return
    this.#served.delete(folder)
    await served?.repository.close(this.#now)
    await this.#open(folder, fingerprint)
    this.#tools.log.info('the repository was read again', { folder })
  }

  async #open(folder: string, fingerprint: string): Promise<void> {
    const repository = await ServedRepository.open(folder, this.#tools)
    this.#served.set(folder, { fingerprint, repository })
  }
}

interface Served {
  readonly repository: ServedRepository
  /** Of what it was opened with. */
  readonly fingerprint: string
}
