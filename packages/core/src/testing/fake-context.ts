import { formatAddress, roleOf } from '../address/address.ts'
import { AysError } from '../errors/ays-error.ts'
import type {
  ActionContext,
  ActionService,
  ExecOptions,
  ExecResult,
  Json,
} from '../executor/action.ts'
import { createActionDraft, deepFreeze, producersByRole } from '../executor/action-context.ts'
import type { ActionCall, ActionEvent, Emitted, Ensured } from '../executor/executor.ts'

type Fields = Readonly<Record<string, unknown>>
type Args = Readonly<Record<string, Json>>

/** A service as a test describes it. */
export interface FakeService {
  /** The role is taken from it: `node` of `node.docker`. */
  readonly template: string
  /** `main` unless told. */
  readonly name?: string
  readonly data?: Fields
}

export interface FakeContextOptions<Data> {
  /** The data of the service that the action works on. */
  readonly data: Data
  /** Its template, `fake` unless told. */
  readonly template?: string
  /** `main` unless told. */
  readonly name?: string
  readonly parent?: FakeService
  readonly producers?: readonly FakeService[]
  readonly args?: Args
  readonly attempt?: number
  readonly signal?: AbortSignal
  /** Answers a program instead of running it; exit code 0 and no output unless told. */
  readonly exec?: (
    command: string,
    args: readonly string[],
    options: ExecOptions,
  ) => Partial<ExecResult>
}

/** A program that an action asked for. */
export interface FakeProgram {
  readonly command: string
  readonly args: readonly string[]
  readonly options: ExecOptions
}

/** What an action did through its argument, in order. */
export interface FakeSeen {
  readonly logs: Pick<ActionEvent & { type: 'log' }, 'level' | 'text' | 'fields'>[]
  readonly progress: Omit<ActionEvent & { type: 'progress' }, 'type'>[]
  readonly programs: FakeProgram[]
  readonly ensured: readonly Ensured[]
  readonly emitted: readonly Emitted[]
}

export interface FakeContext<Data, A = Args> extends ActionContext<Data, A> {
  readonly seen: FakeSeen
}

/**
 * The argument of an action for a unit test: no repository, no worker, no program is run. It refuses
 * what the real one refuses: changing data, names that are none, exit codes that are not accepted.
 *
 * @example
 * const context = fakeContext<Site>({ data: { root: '/srv/site' } })
 * await install(context)
 * expect(context.seen.programs[0]?.command).toBe('mkdir')
 */
export function fakeContext<Data, A extends Args>(
  options: FakeContextOptions<Data> & { readonly args: A },
): FakeContext<Data, A>
export function fakeContext<Data>(options: FakeContextOptions<Data>): FakeContext<Data>
export function fakeContext(options: FakeContextOptions<Fields>): FakeContext<Fields> {
  const { data, template = 'fake', name, attempt = 1, args = {} } = options
  const { signal = new AbortController().signal } = options
  const service = toService(template, name, data)
  const parent = options.parent && fakeService(options.parent)
  const seen: Pick<FakeSeen, 'logs' | 'progress' | 'programs'> = {
    logs: [],
    progress: [],
    programs: [],
  }
  const call: ActionCall = {
    id: 'fake',
    code: '',
    action: 'fake',
    service: { ...service, schema: '', data: new Uint8Array() },
    producers: [],
    args,
    attempt,
    idempotencyKey: 'fake',
    timeout: Infinity,
    planning: false,
  }
  const on = (event: ActionEvent) => note(seen, event)
  const exec = fakeExec(seen.programs, options.exec)
  const { context, ensured, emitted } = createActionDraft(call, { schema, on, exec, signal })
  const producers = producersByRole(parent, (options.producers ?? []).map(fakeService))
  return { ...context, service, parent, producers, seen: { ...seen, ensured, emitted } }
}

function fakeService({ template, name, data = {} }: FakeService): ActionService {
  return toService(template, name, data)
}

function toService<Data>(template: string, name = 'main', data: Data): ActionService<Data> {
  const role = roleOf(template)
  const uid = formatAddress({ role, name })
  return Object.freeze({ role, name, uid, template, data: deepFreeze(structuredClone(data)) })
}

/** Nothing is encoded here, so nobody asks. */
function schema(): never {
  throw new AysError('AYS_INTERNAL', 'a fake context has no schema')
}

function note(seen: Pick<FakeSeen, 'logs' | 'progress'>, event: ActionEvent): void {
  if (event.type === 'log') {
    const { level, text, fields } = event
    seen.logs.push(fields === undefined ? { level, text } : { level, text, fields })
  }
  if (event.type === 'progress') {
    seen.progress.push({ fraction: event.fraction, text: event.text })
  }
}

function fakeExec(
  programs: FakeProgram[],
  answer: FakeContextOptions<unknown>['exec'],
): ActionContext['exec'] {
  return async (command, args = [], options = {}) => {
    programs.push({ command, args, options })
    const result = {
      exitCode: 0,
      stdout: '',
      stderr: '',
      pid: 0,
      ...answer?.(command, args, options),
    }
    const { exitCode, stderr } = result
    if (exitCode === 0 || options.accept?.includes(exitCode)) return result
    throw new AysError('AYS_JOB_FAILED', `${command} exited with code ${exitCode}`, {
      details: { command, exitCode, stderr },
    })
  }
}
