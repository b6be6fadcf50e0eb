import { setImmediate as turn } from 'node:timers/promises'
import { parentPort } from 'node:worker_threads'
import {
  type ActionCall,
  type ActionOutcome,
  cancelError,
  errorOutcome,
  JobHost,
  runAction,
  type Schema,
  unloadableError,
} from '@ays/core'
import { runProgram } from '../run-program.ts'
import {
  type BatchMessage,
  codePath,
  type ControlMessage,
  type Spoken,
  type WorkerSetup,
} from '../pool/protocol.ts'
import { inspected } from './inspected.ts'
import { Job, jobs } from './job.ts'
import { Library } from './library.ts'
import { say, sayEnd, send } from './outlet.ts'
import { placeOf } from './place-of.ts'
import type { ProgramGroups } from './program-groups.ts'
import { Surroundings } from './surroundings.ts'

/** In less time no program writes anything, milliseconds. */
const PROGRAM = 1

/** Runs batches of calls, one job at a time, whatever the jobs do. */
export class BatchRunner {
  readonly #setup: WorkerSetup
  readonly #library: Library
  readonly #surroundings: Surroundings
  readonly #programs: ProgramGroups
  readonly #cancelled = new Set<string>()
  #job: Job | undefined
  #batch = 0
  #index = 0
  /** Where the batch ends: sooner than it was meant to when calls are recalled. */
  #end = 0
  /** Something of an earlier job may still go on here. */
  #tainted = false

  constructor(setup: WorkerSetup, programs: ProgramGroups) {
    this.#setup = setup
    this.#programs = programs
    this.#library = new Library(setup)
    this.#surroundings = new Surroundings(setup.cwd)
    const channel = parentPort ?? process
    channel.on('message', (message: unknown) => {
      if (isControl(message)) this.#control(message)
    })
    process.on('uncaughtException', (error) => this.#stray(error))
    process.on('unhandledRejection', (reason) => this.#stray(reason))
  }

  async run({ batch, calls }: BatchMessage): Promise<void> {
    this.#cancelled.clear()
    this.#batch = batch
    this.#end = calls.length
    void send({ type: 'begin', batch })
    for (const [index, call] of calls.entries()) {
      if (index >= this.#end) return
      this.#index = index
      const started = performance.now()
      let said = false
      const outcome = await this.#answer(call, (spoken) => {
        said = true
        say(batch, index, spoken)
      })
      const duration = performance.now() - started
      const retire = !this.#clean()
      const ends = said || duration >= PROGRAM ? sayEnd(batch, index) : 0
      await send({ type: 'done', batch, index, outcome, duration, ends, retire })
      // The parent kills this worker; until then it must not look free.
      if (retire) return new Promise(() => undefined)
    }
  }

  async #answer(call: ActionCall, on: (spoken: Spoken) => void): Promise<ActionOutcome> {
    if (this.#cancelled.has(call.id)) return errorOutcome(cancelError(call, undefined))
    const job = new Job(call, on)
    this.#job = job
    const outcome = await Promise.race([jobs.run(job, () => this.#perform(job)), job.crashed])
    // A rejection that nobody handled is reported when the microtasks have run.
    await turn()
    for (const pid of this.#programs.killAll()) this.#tellProgram(this.#batch, pid, false)
    job.close()
    return job.failure ?? outcome
  }

  async #perform(job: Job): Promise<ActionOutcome> {
    const { call } = job
    try {
      const { action: loaded, schema } = await this.#library.load(call.code)
      const action = call.inspect ? inspected(loaded) : loaded
      const host = this.#hostOf(job, schema)
      try {
        return await runAction(action, call, {
          schema,
          on: (event) => job.emit(event),
          exec: host.exec,
          signal: job.signal,
          place: (error) => this.#placeOf(error, call),
        })
      } finally {
        await host[Symbol.asyncDispose]()
      }
    } catch (cause) {
      return errorOutcome(unloadableError(call, cause))
    }
  }

  #hostOf(job: Job, schema: (hash: string) => Schema): JobHost {
    const batch = this.#batch
    return new JobHost(job.call, {
      action: (code) => this.#library.action(code),
      schema,
      host: (kind) => this.#library.host(kind),
      local: runProgram,
      on: (event) => job.emit(event),
      job: {
        signal: job.signal,
        print: (from, text) => job.print(from, text),
        program: (pid, running) => {
          if (this.#programs.note(pid, running)) this.#tellProgram(batch, pid, running)
        },
      },
    })
  }

  #tellProgram(batch: number, pid: number, running: boolean): void {
    void send({ type: 'program', batch, pid, running })
  }

  /** True when the next job finds what the first one found. */
  #clean(): boolean {
    const programs = process.getActiveResourcesInfo().includes('ProcessWrap')
    return this.#surroundings.restore() && !programs && !this.#tainted
  }

  #control(message: ControlMessage): void {
    if (message.control === 'recall') {
      this.#end = this.#index + 1
      void send({ type: 'recalled', batch: this.#batch, index: this.#end })
    } else if (this.#job?.open && this.#job.call.id === message.call) {
      this.#job.stop(message.control)
      void send({ type: 'stopping', batch: this.#batch })
    } else {
      this.#cancelled.add(message.call)
    }
  }

  /** What code of an ended job throws is nobody's any more, but its worker is no longer clean. */
  #stray(error: unknown): void {
    const job = jobs.getStore() ?? this.#job
    this.#tainted = true
    if (job?.open) job.crash(error, this.#placeOf(error, job.call))
  }

  #placeOf(error: unknown, { code }: ActionCall) {
    return placeOf(error, codePath(this.#setup.folder, code))
  }
}

function isControl(message: unknown): message is ControlMessage {
  return typeof message === 'object' && message !== null && 'control' in message
}
