import type { ApplyReport } from '@ays/core'
import { ApplyCommand } from '../apply-command.ts'

export default class Destroy extends ApplyCommand {
  static override readonly summary =
    'Remove every service, through its own stop, uninstall and delete'
  static override readonly examples = ['<%= config.bin %> <%= command.id %>']

  override async run(): Promise<ApplyReport> {
    const { flags } = await this.parse(Destroy)
    const { api } = await this.open(flags)
    return this.planAndApply(api, { kind: 'destroy' }, flags)
  }
}
