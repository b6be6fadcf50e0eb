import { AysError, LOG_LEVELS } from '@ays/core'
import type { DaemonInfo } from '@ays/daemon/client'
import { findRepository } from '@ays/engine'
import { Flags } from '@oclif/core'
import { AysCommand } from '../../ays-command.ts'
import { launchDaemon } from '../../daemon/launch-daemon.ts'
import { parseRemote, remoteArgs, remoteFlags } from '../../daemon/remote-flags.ts'
import { argument } from '../../flags.ts'

export default class DaemonStart extends AysCommand {
  static override readonly summary = 'Start a daemon that works on repositories and serves them'
  static override readonly description =
    'It goes on with interrupted runs, runs what recurs, what is queued and what events ask for, and every ays command on these repositories becomes its client. SIGTERM ends it: running jobs get ten seconds, then their runs are handed back. SIGHUP reads ays.yaml and plugins again.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --foreground site-a site-b',
    '<%= config.bin %> <%= command.id %> --listen 127.0.0.1:8731',
  ]
  static override readonly args = {
    repository: argument({
      name: 'REPOSITORY',
      multiple: true,
      description: 'Folders of repositories; by default the one around here',
    }),
  }
  static override readonly flags = {
    foreground: Flags.boolean({
      summary: 'Stay, and log to stdout too: for systemd and containers',
    }),
    ...remoteFlags,
    'log-level': Flags.option({
      options: LOG_LEVELS,
      default: 'info',
      helpGroup: 'GLOBAL',
      summary: 'What the daemon logs, from this level on',
    })(),
  }

  override async run(): Promise<DaemonInfo | undefined> {
    const { args, flags } = await this.parse(DaemonStart)
    if (flags.store !== undefined) throw otherStore()
    const remote = parseRemote(flags)
    const named = args.repository ?? [flags.repo ?? '.']
    const folders = [...new Set(named.map((one) => findRepository(one)))]
    if (flags.foreground) {
      const { serveForeground } = await import('../../daemon/serve-foreground.ts')
      await serveForeground({
        folders,
        ...remote,
        level: flags['log-level'],
        signal: this.options.signal,
        now: this.secondSignal(),
        root: this.config.root,
      })
      return undefined
    }
    const passed = [...remoteArgs(flags), '--log-level', flags['log-level']]
    const info = await launchDaemon(folders, passed, this.options.signal)
    this.log(`The daemon serves ${folders.join(', ')} as process ${info.pid}.`)
    return info
  }
}

function otherStore(): AysError {
  return new AysError('AYS_USAGE', 'a daemon works on the store that ays.yaml names', {
    hint: 'Leave out --store, and change "store" in ays.yaml if it is not the right one.',
  })
}
