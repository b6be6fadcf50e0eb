import { type ActionOutcome, type Executor, InlineExecutor, JsonCodec } from '@ays/core'
import { ContractSources, executorContract, type ExecutorSubject } from '@ays/core/testing'
import { describe, expect, it } from 'vitest'

/** An executor that breaks a promise, and the cases of the contract that must say so. */
interface Fault {
  readonly name: string
  readonly fails: readonly string[]
  /** In what it differs from the good one that it is made of. */
  readonly break: (good: Executor) => Partial<Executor>
}

const faults: readonly Fault[] = [
  {
    name: 'goes on talking after the outcome',
    fails: ['events come in order, the start first, and none after the outcome'],
    break: (good) => ({
      execute: async (call, options) => {
        const outcome = await good.execute(call, options)
        setTimeout(() => options?.on?.({ type: 'progress', fraction: 1, text: '' }), 5)
        return outcome
      },
    }),
  },
  {
    name: 'does not pass progress on',
    fails: ['events come in order, the start first, and none after the outcome'],
    break: (good) => ({
      execute: (call, options) =>
        good.execute(call, {
          ...options,
          on: (event) => event.type !== 'progress' && options?.on?.(event),
        }),
    }),
  },
  {
    name: 'forgets the args',
    fails: [
      'args, attempt and idempotency key arrive',
      'many short calls at once are all answered, each with its own answer',
    ],
    break: (good) => ({ execute: (call, options) => good.execute({ ...call, args: {} }, options) }),
  },
  {
    name: 'forgets the producers',
    fails: ['parent and producers come by role, the parent among them and nobody twice'],
    break: (good) => ({
      execute: (call, options) => good.execute({ ...call, producers: [] }, options),
    }),
  },
  {
    name: 'answers with the data as it was',
    fails: ['returned fields are set, the others stay'],
    break: (good) => ({
      execute: async (call, options) => {
        const outcome = await good.execute(call, options)
        return 'data' in outcome ? { ...outcome, data: call.service.data } : outcome
      },
    }),
  },
  {
    name: 'calls every error a failure',
    fails: [
      'an action that takes longer than it may is AYS_JOB_TIMEOUT',
      'cancel reaches the action as its signal; what it throws then is the cause',
      'values that do not fit are refused, every fault at once',
    ],
    break: mapping((outcome) =>
      outcome.status === 'ok'
        ? outcome
        : { status: 'error', error: { ...outcome.error, code: 'AYS_JOB_FAILED' } },
    ),
  },
  {
    name: 'loses the causes',
    fails: ['what an action throws arrives with its code, its stack and its causes'],
    break: mapping((outcome) =>
      outcome.status === 'ok'
        ? outcome
        : { status: 'error', error: { ...outcome.error, cause: { name: 'Error', message: '' } } },
    ),
  },
  {
    name: 'mixes up what was ensured',
    fails: ['what an action ensures and emits is part of its outcome, in order, as it was then'],
    break: mapping((outcome) =>
      outcome.status === 'ok' ? { ...outcome, ensured: outcome.ensured.toReversed() } : outcome,
    ),
  },
  {
    name: 'runs programs while planning',
    fails: ['while planning exec is refused'],
    break: (good) => ({
      execute: (call, options) => good.execute({ ...call, planning: false }, options),
    }),
  },
  {
    name: 'runs more at the same time than it says',
    fails: ['never more run at the same time than the capacity says'],
    break: () => ({ capacity: 1 }),
  },
  {
    name: 'rejects when the code is not there',
    fails: ['code that is not there, throws when loaded or is no function cannot be loaded'],
    break: (good) => ({
      execute: async (call, options) => {
        const outcome = await good.execute(call, options)
        if (outcome.status === 'ok' || outcome.error.code !== 'AYS_JOB_UNLOADABLE') return outcome
        throw new Error(outcome.error.message)
      },
    }),
  },
  {
    name: 'waits for what is killed',
    fails: ['an action that is killed is not waited for'],
    break: (good) => ({
      execute: (call, { kill: _kill, ...options } = {}) => good.execute(call, options),
    }),
  },
  {
    name: 'works on after it was closed',
    fails: ['closing cancels what runs and what waits; afterwards calls are refused'],
    break: (good) => ({
      execute: async (call, options) =>
        good
          .execute(call, options)
          .catch(() => ({ status: 'ok', fields: [], ensured: [], emitted: [] })),
    }),
  },
]

describe('the contract fails where it should on an executor that', () => {
  it.concurrent.each(faults.map((fault) => [fault.name, fault] as const))(
    '%s',
    async (_, fault) => {
      const failed = await Promise.all(
        fault.fails.map(async (name) => ((await passes(name, fault)) ? [] : [name])),
      )
      expect(failed.flat()).toEqual(fault.fails)
    },
  )
})

function mapping(change: (outcome: ActionOutcome) => ActionOutcome): Fault['break'] {
  return (good) => ({
    execute: async (call, options) => change(await good.execute(call, options)),
  })
}

async function passes(name: string, fault: Fault): Promise<boolean> {
  const contract = executorContract.find((one) => one.name === name)
  if (contract === undefined) throw new Error(`the contract has no case "${name}"`)
  const subject = create(fault)
  try {
    await contract.run(subject, { create: async () => subject, destroy: async () => undefined })
    return true
  } catch {
    return false
  } finally {
    await subject.executor[Symbol.asyncDispose]()
  }
}

const runProgram = async () => ({ exitCode: 0, stdout: '', stderr: '', pid: 1 })

function create(fault: Fault): ExecutorSubject {
  const [codec, sources] = [new JsonCodec(), new ContractSources()]
  const good = new InlineExecutor({ codec, sources, capacity: 4, grace: 500, runProgram })
  const executor: Executor = {
    isolation: good.isolation,
    capacity: good.capacity,
    window: good.window,
    execute: (call, options) => good.execute(call, options),
    [Symbol.asyncDispose]: () => good[Symbol.asyncDispose](),
    ...fault.break(good),
  }
  return { executor, codec, sources }
}
