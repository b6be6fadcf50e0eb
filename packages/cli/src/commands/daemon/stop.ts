import { setTimeout as sleep } from 'node:timers/promises'
import { findRepository } from '@ays/engine'
import { type DaemonInfo, findDaemon, isAlive } from '@ays/daemon/client'
import { Flags } from '@oclif/core'
import { AysCommand } from '../../ays-command.ts'

const PAUSE = 50

export default class DaemonStop extends AysCommand {
  static override readonly summary = 'End the daemon that serves this repository'
  static override readonly description =
    'Running jobs get ten seconds to end, with --now none; then their runs are handed back: the next daemon, or ays run resume, goes on with them. Done when the daemon is gone; nothing to do when none runs.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %>']
  static override readonly flags = {
    now: Flags.boolean({ summary: 'Wait for no job' }),
  }

  override async run(): Promise<{ stopped?: DaemonInfo }> {
    const { flags } = await this.parse(DaemonStop)
    const daemon = findDaemon(findRepository(flags.repo ?? '.'))
    if (!daemon) {
      this.log('No daemon serves this repository.')
      return {}
    }
    process.kill(daemon.pid, 'SIGTERM')
    if (flags.now) {
      await sleep(PAUSE)
      if (isAlive(daemon)) process.kill(daemon.pid, 'SIGTERM')
    }
    while (isAlive(daemon)) await sleep(PAUSE, undefined, this.options)
    this.log(`The daemon has ended; it served ${daemon.folders.join(', ')}.`)
    return { stopped: daemon }
  }
}
