import { fileURLToPath } from 'node:url'
import {
  type ActionCall,
  type ActionOutcome,
  AysError,
  errorOutcome,
  type Executor,
} from '@ays/core'
import { ContractSources, type ExecutorSubject } from '@ays/core/testing'
import workerpool from 'workerpool'
import { codec } from './codec.ts'

/** workerpool as its manual shows it: what the hazards are hazards of. Calls of one tick share a message. */
class NaivePool implements Executor {
  readonly isolation = 'process'
  readonly capacity = 1
  readonly window = 100
  readonly #sources: ContractSources
  readonly #pool = workerpool.pool(fileURLToPath(new URL('naive-worker.mjs', import.meta.url)), {
    workerType: 'process',
    maxWorkers: 1,
    forkOpts: { silent: true, execArgv: ['--max-old-space-size=64'] },
  })
  #message: { readonly calls: object[]; readonly answers: Promise<readonly unknown[]> } | undefined

  constructor(sources: ContractSources) {
    this.#sources = sources
  }

  async execute(call: ActionCall): Promise<ActionOutcome> {
    const { code } = await this.#sources.code(call.code)
    const message = (this.#message ??= this.#open(call.timeout))
    const index = message.calls.push({ ...call, code }) - 1
    try {
      await message.answers
      return { status: 'ok', fields: [], ensured: [], emitted: [] }
    } catch (cause) {
      const timeout = cause instanceof workerpool.Promise.TimeoutError
      return errorOutcome(
        new AysError(timeout ? 'AYS_JOB_TIMEOUT' : 'AYS_JOB_CRASHED', `call ${index}`, { cause }),
      )
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.terminate(true)
  }

  #open(timeout: number) {
    const calls: object[] = []
    const answers = new Promise<readonly unknown[]>((resolve, reject) => {
      setImmediate(() => {
        this.#message = undefined
        this.#pool.exec('runAll', [calls]).timeout(timeout).then(resolve, reject)
      })
    })
    return { calls, answers }
  }
}

export function naiveSubject(): ExecutorSubject {
  const sources = new ContractSources()
  return { executor: new NaivePool(sources), codec, sources }
}
