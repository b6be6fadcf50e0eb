import { isLogged, LOG_LEVELS, type LogFilter, type LogLineInfo, type RunEvent } from '@ays/core'
import { Flags } from '@oclif/core'
import { AysCommand } from '../../ays-command.ts'
import { defined } from '../../defined.ts'
import { argument } from '../../flags.ts'
import { renderLogs } from '../../render/runs.ts'

export default class RunLogs extends AysCommand {
  static override readonly summary = 'Print what the jobs of a run said'
  static override readonly description =
    'With --follow it goes on until the run has ended, whoever drives it; Ctrl-C ends the following, not the run. Of a long log of one job the first and the last 4 MB are kept.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --job 3',
    '<%= config.bin %> <%= command.id %> -f --level warn',
  ]
  static override readonly args = {
    run: argument({ description: 'The id of the run, by default the newest' }),
  }
  static override readonly flags = {
    follow: Flags.boolean({ char: 'f', summary: 'Go on with what comes, until the run has ended' }),
    job: Flags.integer({ min: 0, helpValue: 'N', summary: 'Only the job with this number' }),
    level: Flags.option({
      options: LOG_LEVELS,
      default: 'debug' as const,
      summary: 'Only lines from this level on',
    })(),
  }

  override async run(): Promise<LogLineInfo[]> {
    const { args, flags } = await this.parse(RunLogs)
    const { api } = await this.open(flags)
    const run = args.run ?? (await api.showRun(undefined, this.options)).id
    const filter = { ...defined({ job: flags.job }), level: flags.level }
    if (!flags.follow) {
      const lines = await api.logs(run, filter, this.options)
      this.log(renderLogs(lines, this.screen))
      return lines
    }
    const lines: LogLineInfo[] = []
    await api.watchRun(run, {
      ...this.options,
      past: true,
      on: (event) => {
        const line = toLine(event, filter)
        if (line === undefined) return
        // What was printed is told only by --json.
        if (this.jsonEnabled()) lines.push(line)
        else this.log(renderLogs([line], this.screen))
      },
    })
    return lines
  }
}

function toLine(told: RunEvent, { job, level = 'debug' }: LogFilter): LogLineInfo | undefined {
  if (told.type !== 'action' || told.event.type !== 'log') return undefined
  const { at, level: severity, from: source, text } = told.event
  if ((job !== undefined && told.job !== job) || !isLogged(severity, level)) return undefined
  return { job: told.job, at, severity, source, text }
}
