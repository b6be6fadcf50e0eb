import { LOG_LEVELS } from '@ays/core'
import type { DaemonInfo } from '@ays/daemon/client'
import { findRepository } from '@ays/engine'
import { Config, Flags } from '@oclif/core'
import { AysCommand } from '../../ays-command.ts'
import { launchDaemon } from '../../daemon/launch-daemon.ts'
import { fingerprintOf, openServed } from '../../daemon/open-served.ts'
import { listen, parseListen } from '../../daemon/listen-flag.ts'
import { argument } from '../../flags.ts'
import { loadPlugins } from '../../load-plugins.ts'

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
    listen,
    'log-level': Flags.option({
      options: LOG_LEVELS,
      default: 'info',
      helpGroup: 'GLOBAL',
      summary: 'What the daemon logs, from this level on',
    })(),
  }

  override async run(): Promise<DaemonInfo | undefined> {
    const { args, flags } = await this.parse(DaemonStart)
    const where = flags.listen === undefined ? undefined : parseListen(flags.listen)
    const named = args.repository ?? [flags.repo ?? '.']
    const folders = [...new Set(await Promise.all(named.map((one) => findRepository(one))))]
    if (flags.foreground) {
      const { runDaemon } = await import('@ays/daemon')
      await runDaemon({
        folders,
        ...(where && { listen: where }),
        level: flags['log-level'],
        output: process.stdout,
        signal: this.options.signal,
        now: this.secondSignal(),
        open: async (folder, options) =>
          openServed(folder, loadPlugins((await this.#installed()).values()), options),
        fingerprint: async (folder) => fingerprintOf(folder, await this.#installed()),
        onReady: (reload) => process.on('SIGHUP', () => void reload()),
      })
      return undefined
    }
    const passed = flags.listen === undefined ? [] : ['--listen', flags.listen]
    const level = ['--log-level', flags['log-level']]
    const info = await launchDaemon(folders, [...passed, ...level], this.options.signal)
    this.log(`The daemon serves ${folders.join(', ')} as process ${info.pid}.`)
    return info
  }

  /** As they are now: a daemon outlives what is installed and removed. */
  async #installed() {
    return (await Config.load({ root: this.config.root })).plugins
  }
}
