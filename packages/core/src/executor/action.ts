import type { Logger } from '../log/logger.ts'

/** Plain data: what args, events and results are made of. */
export type Json =
  | boolean
  | number
  | string
  | null
  | readonly Json[]
  | { readonly [key: string]: Json }

/** A service as an action sees it. */
export interface ActionService<Data = Readonly<Record<string, unknown>>> {
  readonly role: string
  readonly name: string
  /** Unique for ever: a name used again has another. */
  readonly uid: string
  /** The template's name. */
  readonly template: string
  /** Frozen. To change it, return the fields. */
  readonly data: Readonly<Data>
}

/** Never there when code runs: it only keeps what the compiler knows. */
declare const LINKS: unique symbol

/** What a type of data may say beside its fields: who the parent is, and the producers by role. */
export interface Linked<Parent, Producers> {
  readonly [LINKS]?: { readonly parent: Parent; readonly producers: Producers }
}

type ParentOf<Data> = typeof LINKS extends keyof Data
  ? Data extends Linked<infer Parent, unknown>
    ? Parent
    : never
  : ActionService | undefined

type ProducersOf<Data> = typeof LINKS extends keyof Data
  ? Data extends Linked<unknown, infer Producers>
    ? Producers
    : never
  : Readonly<Record<string, readonly ActionService[]>>

/**
 * Everything an action may use; take it apart as you like. It shares nothing with other actions.
 *
 * @example
 * ```ts
 * export const install: Action<Site, { force?: boolean }> = async (it) => {
 *   const { service, parent, producers, args, log, progress, exec, signal } = it
 *   const { root, port } = service.data
 *   log.info(`installing ${service.name}`, { on: parent?.name ?? 'this machine', try: it.attempt })
 *   if (args.force) await exec('rm', ['-rf', root])
 *   await exec('mkdir', ['-p', root])
 *   progress(0.5, 'asking for an address')
 *   const url = `https://dns.example/${producers['zone']?.[0]?.name}`
 *   const headers = { 'idempotency-key': it.idempotencyKey }
 *   const answer = await fetch(url, { method: 'POST', headers, signal })
 *   it.ensure('firewall.rule', service.name, { port })
 *   it.emit('site.installed', { name: service.name })
 *   return { address: await answer.text() }
 * }
 * ```
 */
export interface ActionContext<
  Data = Readonly<Record<string, unknown>>,
  Args = Readonly<Record<string, Json>>,
> {
  /** The service that the action works on. */
  readonly service: ActionService<Data>
  /** The service that owns it, if any. */
  readonly parent: ParentOf<Data>
  /** By role; the parent is under its role too. */
  readonly producers: ProducersOf<Data>
  /** What whoever called the action gave; frozen, `{}` for most jobs. */
  readonly args: Args
  /** Lines of the job's log: a text, and facts that JSON can hold. */
  readonly log: Logger
  /** 0 to 1, and a word about what is happening. */
  readonly progress: (fraction: number, text?: string) => void
  /**
   * Runs a program, on the host that getExecutor of the nearest ancestor describes, else on this machine;
   * arguments are never joined into a shell line. Its output goes to the job's log. Fails with AYS_JOB_FAILED
   * when it exits with another code than 0. Not there while planning.
   */
  readonly exec: (
    command: string,
    args?: readonly string[],
    options?: ExecOptions,
  ) => Promise<ExecResult>
  /** Aborted on cancel and at the deadline. */
  readonly signal: AbortSignal
  /** 1 for the first try of the job. */
  readonly attempt: number
  /** The same over all tries and resumes of one job: hand it to APIs that take one. */
  readonly idempotencyKey: string
  /** Declares another service: created, or its fields set, in the commit of this job. */
  readonly ensure: (
    template: string,
    name: string,
    data?: Readonly<Record<string, unknown>>,
  ) => void
  /** An event for others, sent with the commit of this job. */
  readonly emit: (event: string, payload?: Json) => void
}

export interface ExecOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
  readonly signal?: AbortSignal
  /** Milliseconds. */
  readonly timeout?: number
  /** Goes on after the job: returns as soon as it runs. Its output goes to `output`. */
  readonly detach?: boolean
  /** A file that takes stdout and stderr of a detached program. */
  readonly output?: string
  /** Exit codes that are fine beside 0. */
  readonly accept?: readonly number[]
}

export interface ExecResult {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
  readonly pid: number
}

/** What an action returns: the fields of the service's data that this action owns, or nothing. */
export type ActionResult<Data> = Partial<Data> | undefined | void

/**
 * A plain exported function of an actions file. What it throws makes the job fail; an error whose
 * `retryable` is `false` is not tried again, whatever the policy says.
 */
export type Action<
  Data = Readonly<Record<string, unknown>>,
  Args = Readonly<Record<string, Json>>,
> = (context: ActionContext<Data, Args>) => ActionResult<Data> | Promise<ActionResult<Data>>

/** Which machine, as plain data: `kind` names the host plugin, all else is for it to read. */
export interface HostDescription {
  readonly kind: string
  readonly [fact: string]: Json | undefined
}

/**
 * The type of `getExecutor`: says on which machine programs of the services below this one run. Without
 * a description they run where AYS does. It runs in the job that asks, and may do nothing but describe.
 */
export type GetExecutor<Data = Readonly<Record<string, unknown>>> = (
  context: ActionContext<Data>,
) => HostDescription | undefined | Promise<HostDescription | undefined>
