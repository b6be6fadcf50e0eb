import { findRepository, readRepository } from '@ays/engine'
import { connectSocket, findDaemon, socketPath } from '@ays/daemon/client'
import { AysCommand } from '../../ays-command.ts'
import { EXIT } from '../../exit-codes.ts'
import { type DaemonStatus, renderDaemon } from '../../render/daemon.ts'

export default class DaemonStatusCommand extends AysCommand {
  static override readonly summary = 'Show the daemon that serves this repository'
  static override readonly description = 'Exit code 1 when none does.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %>']

  override async run(): Promise<DaemonStatus> {
    const { flags } = await this.parse(DaemonStatusCommand)
    const folder = findRepository(flags.repo ?? '.')
    const status = await this.#read(folder)
    this.log(renderDaemon(status, this.screen))
    if (!status.serves) process.exitCode = EXIT.failed
    return status
  }

  async #read(folder: string): Promise<DaemonStatus> {
    const daemon = findDaemon(folder)
    if (!daemon) return { running: false, serves: false }
    const api = await connectSocket(socketPath(await readRepository(folder)), this.options.signal)
    if (!api) return { running: true, serves: false, daemon }
    this.keep(api)
    const runs = await api.listRuns({ states: ['running'] }, this.options)
    return { running: true, serves: true, daemon, runs: runs.length }
  }
}
