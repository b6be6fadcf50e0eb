import type { AuditInfo } from '@ays/core'
import { Flags } from '@oclif/core'
import { AysCommand } from '../../ays-command.ts'
import { defined } from '../../defined.ts'
import { renderAudit } from '../../render/daemon.ts'

export default class DaemonAudit extends AysCommand {
  static override readonly summary = 'Show who changed what through a daemon, the newest first'
  static override readonly description =
    'Each call that may change something is written down before it is made, and again with its answer; kept for 90 days. Runs and the history of services say more of what became of it.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> --limit 100']
  static override readonly flags = {
    before: Flags.string({ helpValue: 'ID', summary: 'Only older ones than this one' }),
    limit: Flags.integer({ min: 1, default: 20, helpValue: 'N', summary: 'At most so many' }),
  }

  override async run(): Promise<AuditInfo[]> {
    const { flags } = await this.parse(DaemonAudit)
    const { api } = await this.open(flags)
    const filter = { limit: flags.limit, ...defined({ before: flags.before }) }
    const entries = await api.listAudit(filter, this.options)
    this.log(renderAudit(entries, this.screen))
    return entries
  }
}
