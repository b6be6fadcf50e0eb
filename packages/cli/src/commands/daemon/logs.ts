import { isLogged, LOG_LEVELS } from '@ays/core'
import { daemonLog, findDaemon } from '@ays/daemon/client'
import { findRepository } from '@ays/engine'
import { Flags } from '@oclif/core'
import { AysCommand } from '../../ays-command.ts'
import { followFile, lastLines } from '../../daemon/log-lines.ts'
import { parseLogLine, renderLogLine } from '../../render/daemon-log.ts'

export default class DaemonLogs extends AysCommand {
  static override readonly summary = 'Print what the daemon of this repository logged'
  static override readonly description =
    'With --json, and with --follow, a document a line, as it is in the file.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --lines 20',
    '<%= config.bin %> <%= command.id %> -f --level warn',
  ]
  static override readonly flags = {
    follow: Flags.boolean({ char: 'f', summary: 'Go on with what comes, until Ctrl-C' }),
    lines: Flags.integer({
      min: 0,
      default: 100,
      helpValue: 'N',
      summary: 'At most so many of the past',
    }),
    level: Flags.option({
      options: LOG_LEVELS,
      default: 'debug' as const,
      summary: 'Only lines from this level on',
    })(),
  }

  override async run(): Promise<unknown[]> {
    const { flags } = await this.parse(DaemonLogs)
    const folder = findRepository(flags.repo ?? '.')
    const file = findDaemon(folder)?.log ?? daemonLog(folder)
    const show = (line: string) => {
      const parsed = parseLogLine(line)
      if (!isLogged(parsed.level, flags.level)) return []
      this.log(renderLogLine(parsed, this.screen))
      return [parsed]
    }
    const { lines, size } = await lastLines(file, flags.lines)
    const shown = lines.flatMap(show)
    if (!flags.follow) return shown
    for await (const line of followFile(file, size, this.options.signal)) shown.push(...show(line))
    return shown
  }
}
