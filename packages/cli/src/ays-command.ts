import {
  type AysApi,
  AysError,
  CODEC,
  type Container,
  type Diagnostic,
  LOG_LEVELS,
  type RunEvent,
  type RunOptions,
  type SignalOption,
} from '@ays/core'
import type { Repository } from '@ays/engine'
import { Command, Flags, type Interfaces } from '@oclif/core'
import type { BlueprintRequest } from './blueprint-request.ts'
import { connect, type Connection } from './connect.ts'
import { connectRemote, readWorkplace } from './connect-remote.ts'
import { Interrupt } from './interrupt.ts'
import { loadPlugins, type Plugins } from './load-plugins.ts'
import { openQuestions } from './open-questions.ts'
import { describeBroken } from './plugins/broken-plugin.ts'
import type { ProgressOptions } from './progress/progress.ts'
import { renderDiagnostics } from './render/diagnostics.ts'
import { type Screen, screenOf } from './render/screen.ts'
import { reportError } from './report-error.ts'
import type { Talk } from './talk.ts'
import { textReader } from './text-reader.ts'
import { asUsageError } from './usage-error.ts'

/** The flags that every command takes. */
export type GlobalFlags = Interfaces.InferredFlags<typeof AysCommand.baseFlags>

/** What a command of a repository works with. */
export interface Workspace {
  readonly repository: Repository
  readonly api: AysApi
}

/**
 * What all commands have in common: the global flags, one place where errors become text and exit
 * codes, Ctrl-C as a signal, and everything that was opened is closed at the end.
 */
export abstract class AysCommand extends Command {
  static override readonly enableJsonFlag = true
  static override readonly baseFlags = {
    repo: Flags.string({
      helpGroup: 'GLOBAL',
      helpValue: 'DIR',
      summary: 'The repository, by default the nearest folder above with an ays.yaml',
    }),
    store: Flags.string({
      helpGroup: 'GLOBAL',
      helpValue: 'URL',
      summary: 'A store instead of the one that ays.yaml names',
    }),
    server: Flags.string({
      helpGroup: 'GLOBAL',
      helpValue: 'URL',
      env: 'AYS_SERVER',
      exclusive: ['store'],
      summary: 'A daemon elsewhere, which the token in AYS_TOKEN lets in',
    }),
    'log-level': Flags.option({
      options: LOG_LEVELS,
      default: 'warn',
      helpGroup: 'GLOBAL',
      summary: 'Log lines of jobs from this level on are shown while they run',
    })(),
    'no-color': Flags.boolean({
      helpGroup: 'GLOBAL',
      summary: 'No colours; the environment variable NO_COLOR means the same',
    }),
  }

  /** Where what is printed goes. */
  protected readonly screen: Screen = screenOf(process.stdout)
  /** Other processes may work on the repository while this command holds its store: it runs jobs. */
  protected readonly serves: boolean = false
  readonly #interrupt = new Interrupt()
  readonly #opened: AsyncDisposable[] = []
  readonly #warned = new Set<string>()
  #folder = process.cwd()
  #connection: Connection | undefined

  /** For every call of the API: its signal is aborted by Ctrl-C. */
  protected get options(): Required<SignalOption> {
    return { signal: this.#interrupt.signal }
  }

  /** Aborted by the second Ctrl-C. */
  protected secondSignal(): AbortSignal {
    const second = new AbortController()
    this.#interrupt.onSecond(() => second.abort())
    return second.signal
  }

  /** Shows what `run` reports until it has settled; Ctrl-C asks its jobs to stop, twice kills them. */
  protected async drive<T>(
    api: AysApi,
    flags: GlobalFlags,
    run: (options: Required<RunOptions>) => Promise<T>,
  ): Promise<T> {
    let driven: string | undefined
    this.#interrupt.onSecond(() => {
      if (driven !== undefined) api.cancelRun(driven, { kill: true }).catch(() => undefined)
    })
    const watched = (on: (event: RunEvent) => void) =>
      run({
        ...this.options,
        on: (event) => {
          if (event.type === 'run') driven = event.run.id
          on(event)
        },
      })
    const { withProgress } = await import('./progress/progress.ts')
    try {
      return await withProgress(this.progress(flags), watched)
    } finally {
      this.#interrupt.onSecond(undefined)
    }
  }

  /** How to show a run. */
  protected progress(flags: GlobalFlags): ProgressOptions {
    return { ...this.options, level: flags['log-level'], quiet: this.jsonEnabled() }
  }

  /** The repository and its API, open until the command ends. */
  protected async open(flags: GlobalFlags): Promise<Workspace> {
    const repository = await readWorkplace(flags)
    this.#folder = repository.folder
    const connection = this.keep(await this.#connect(repository, flags))
    this.#connection = connection
    return { repository, api: connection.api }
  }

  /** AYS_USAGE where this process does the work: nobody would go on with it. */
  protected assertRemote(): void {
    if (this.#connection?.remote === true) return
    throw new AysError('AYS_USAGE', 'no daemon would go on with the run', {
      hint: 'Start one with: ays daemon start',
    })
  }

  #connect(repository: Repository, { server, store }: GlobalFlags): Promise<Connection> {
    if (server !== undefined) return connectRemote(server, this.options)
    return connect({
      ...this.options,
      repository,
      plugins: this.plugins(),
      onWarning: this.onWarning,
      onNotice: (text) => void process.stderr.write(`${text}\n`),
      serve: this.serves,
      own: store === undefined,
    })
  }

  /** The same, for a command that only asks. */
  protected async talk(flags: GlobalFlags): Promise<Talk> {
    const { api, repository } = await this.open(flags)
    return {
      api,
      folder: repository.folder,
      options: this.options,
      screen: this.screen,
      log: (text) => this.log(text),
      tell: async (diagnostics) => this.tell(diagnostics),
      ask: (request) => this.ask(api, request),
    }
  }

  /** The request with what its blueprints leave to be asked, as openQuestions() says. */
  protected async ask(api: AysApi, request: BlueprintRequest): Promise<BlueprintRequest> {
    const questions = await openQuestions(api, request, {
      ...this.options,
      json: this.jsonEnabled(),
    })
    if (questions.length === 0) return request
    const { ask } = await import('./ask.ts')
    const codec = (await this.tools()).get(CODEC)
    return { ...request, answers: await ask(questions, { codec, ...this.options }) }
  }

  /** What works without a repository: CODEC and every SCHEMA_FORMAT. */
  protected async tools(): Promise<Container> {
    const { createTools } = await import('./app.ts')
    return this.keep(await createTools({ plugins: this.plugins(), onWarning: this.onWarning }))
  }

  /** What installed plugins add; those that are broken are named on stderr. */
  protected plugins(): Plugins {
    const plugins = loadPlugins(this.config.plugins.values(), this.config.version)
    for (const broken of plugins.broken) this.warn(describeBroken(broken))
    return plugins
  }

  /** For stores and plugins; each text is told once. */
  protected readonly onWarning = (text: string): void => void this.warn(text)

  /** On stderr, with --json too; the same text only once. */
  override warn<T extends Error | string>(input: T): T {
    const text = typeof input === 'string' ? input : input.message
    if (this.#warned.has(text)) return input
    this.#warned.add(text)
    process.stderr.write(`${screenOf(process.stderr).paint.yellow('warning')} ${text}\n`)
    return input
  }

  /** Disposes it when the command ends, after what was opened later. */
  protected keep<T extends AsyncDisposable>(opened: T): T {
    this.#opened.push(opened)
    return opened
  }

  /** On stderr: what a script that reads stdout does not want. */
  protected tellBeside(text: string): void {
    if (!this.jsonEnabled()) process.stderr.write(`${text}\n`)
  }

  /** Diagnostics, on stderr: --json has them in its document. */
  protected tell(diagnostics: readonly Diagnostic[]): void {
    if (diagnostics.length === 0 || this.jsonEnabled()) return
    const text = renderDiagnostics(diagnostics, screenOf(process.stderr), textReader(this.#folder))
    process.stderr.write(`${text}\n`)
  }

  protected override async catch(error: unknown): Promise<void> {
    const shown = asUsageError(error, this.id ?? '')
    reportError(shown, { json: this.jsonEnabled(), readText: textReader(this.#folder) })
  }

  protected override async finally(): Promise<void> {
    for (const item of this.#opened.splice(0).toReversed()) await item[Symbol.asyncDispose]()
    this.#interrupt[Symbol.dispose]()
  }

  override logJson(json: unknown): void {
    process.stdout.write(`${JSON.stringify(json, undefined, 2)}\n`)
  }
}
