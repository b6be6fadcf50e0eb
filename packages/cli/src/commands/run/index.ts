import type { ApplyReport } from '@ays/core'
import { ApplyCommand } from '../../apply-command.ts'
import { defined } from '../../defined.ts'
import { target } from '../../flags.ts'
import { inspect } from '../../inspect.ts'

export default class Run extends ApplyCommand {
  static override readonly summary = 'Run everything that is scheduled, changed or in error'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> --yes']
  static override readonly flags = { inspect, target }

  override async run(): Promise<ApplyReport> {
    const { flags } = await this.parse(Run)
    const { api } = await this.open(flags)
    const request = { kind: 'pending', ...defined({ targets: flags.target }) } as const
    return this.planAndApply(api, request, flags, { inspect: flags.inspect })
  }
}
