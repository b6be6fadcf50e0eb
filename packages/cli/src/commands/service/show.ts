import type { ServiceDetail, ServiceSnapshot } from '@ays/core'
import { Flags } from '@oclif/core'
import { AysCommand } from '../../ays-command.ts'
import { defined } from '../../defined.ts'
import { service, uid } from '../../flags.ts'
import { parsePoint } from '../../history-point.ts'
import { renderSnapshot } from '../../render/history.ts'
import { renderService } from '../../render/services.ts'

export default class ServiceShow extends AysCommand {
  static override readonly summary =
    'Show a service: data, links, states, where it comes from; or what it was'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> node!web',
    '<%= config.bin %> <%= command.id %> node!web --at 2h',
    '<%= config.bin %> <%= command.id %> node!web --at 2026-11-24T09:30',
    '<%= config.bin %> <%= command.id %> node!web --at 3',
  ]
  static override readonly args = { service }
  static override readonly flags = {
    secrets: Flags.boolean({ summary: 'Show secret fields too' }),
    at: Flags.string({
      helpValue: 'REV|TIME',
      summary:
        'As it was: in a revision (3), at a time (2026-11-24T09:30) or so long ago (2h); also of a service that is gone',
    }),
    uid: uid({ dependsOn: ['at'] }),
  }

  override async run(): Promise<ServiceDetail | ServiceSnapshot> {
    const { args, flags } = await this.parse(ServiceShow)
    const { secrets, at } = flags
    const point = at === undefined ? undefined : parsePoint(at, Date.now())
    const { api } = await this.open(flags)
    const options = { ...this.options, secrets }
    if (point) {
      const life = { ...options, ...defined({ uid: flags.uid }) }
      const snapshot = await api.showServiceAt(args.service, point, life)
      this.log(renderSnapshot(snapshot, this.screen))
      return snapshot
    }
    const detail = await api.showService(args.service, options)
    this.log(renderService(detail, this.screen))
    return detail
  }
}
