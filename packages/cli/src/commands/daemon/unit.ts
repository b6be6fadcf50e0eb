import { findRepository } from '@ays/engine'
import { AysCommand } from '../../ays-command.ts'
import { remoteArgs, remoteFlags } from '../../daemon/remote-flags.ts'
import { argument } from '../../flags.ts'
import { renderUnit } from '../../render/unit.ts'

export default class DaemonUnit extends AysCommand {
  static override readonly summary = 'Print a systemd unit for a daemon'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> > ~/.config/systemd/user/ays.service',
  ]
  static override readonly args = {
    repository: argument({
      name: 'REPOSITORY',
      multiple: true,
      description: 'Folders of repositories; by default the one around here',
    }),
  }
  static override readonly flags = remoteFlags

  override async run(): Promise<{ unit: string }> {
    const { args, flags } = await this.parse(DaemonUnit)
    const named = args.repository ?? [flags.repo ?? '.']
    const folders = named.map((one) => findRepository(one))
    const program = [process.execPath, process.argv[1] ?? '']
    const start = ['daemon', 'start', '--foreground', ...remoteArgs(flags)]
    const unit = renderUnit([...program, ...start, ...folders])
    this.log(unit.trimEnd())
    return { unit }
  }
}
