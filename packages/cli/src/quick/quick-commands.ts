import type { Talk } from '../talk.ts'
import type { CommandLine, FlagOptions } from './command-line.ts'

/** A command that can be answered without oclif. */
export interface QuickCommand {
  /** The flags of its own that it knows. */
  readonly flags: FlagOptions
  /** Takes arguments. */
  readonly names: boolean
  /** Loads what the command is with oclif, too; that throws NotQuick for values that it does not take. */
  load(): Promise<QuickRun>
}

export type QuickRun = (talk: Talk, line: CommandLine) => Promise<unknown>

const text = { type: 'string' } as const
const texts = { type: 'string', multiple: true } as const
const on = { type: 'boolean' } as const

const serviceList: QuickCommand = {
  flags: {
    role: text,
    instance: text,
    template: text,
    parent: text,
    consumes: text,
    state: texts,
    limit: text,
    after: text,
  },
  names: false,
  async load() {
    const { ACTION_STATES, listServices } = await import('../questions/list-services.ts')
    return (talk, line) =>
      listServices(talk, {
        role: line.text('role'),
        instance: line.text('instance'),
        template: line.text('template'),
        parent: line.text('parent'),
        consumes: line.text('consumes'),
        state: line.words('state', ACTION_STATES),
        limit: line.count('limit'),
        after: line.text('after'),
      })
  },
}

const runList: QuickCommand = {
  flags: { state: texts, before: text, limit: text },
  names: false,
  async load() {
    const { listRuns, RUN_LIMIT, RUN_STATES } = await import('../questions/list-runs.ts')
    return (talk, line) =>
      listRuns(talk, {
        state: line.words('state', RUN_STATES),
        before: line.text('before'),
        limit: line.count('limit') ?? RUN_LIMIT,
      })
  },
}

const plan: QuickCommand = {
  flags: { out: text, prune: on, target: texts, 'detailed-exitcode': on },
  names: true,
  async load() {
    const { makePlan } = await import('../questions/make-plan.ts')
    return (talk, line) =>
      makePlan(talk, line.names, {
        out: line.text('out'),
        prune: line.has('prune'),
        target: line.texts('target'),
        'detailed-exitcode': line.has('detailed-exitcode'),
      })
  },
}

/** The flags of all commands that the quick way knows. */
export const GLOBAL_FLAGS: FlagOptions = { repo: text, json: on, 'no-color': on }

/** By their words. */
export const QUICK_COMMANDS: ReadonlyMap<string, QuickCommand> = new Map([
  ['service list', serviceList],
  ['run list', runList],
  ['plan', plan],
])
