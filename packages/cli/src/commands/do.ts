import type { ApplyReport } from '@ays/core'
import { Flags } from '@oclif/core'
import { readArgs } from '../action-args.ts'
import { ApplyCommand } from '../apply-command.ts'
import { defined } from '../defined.ts'
import { argument } from '../flags.ts'
import { inspect } from '../inspect.ts'

export default class Do extends ApplyCommand {
  static override readonly summary = 'Run one action, with what it needs before it'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> monitor',
    '<%= config.bin %> <%= command.id %> backup --role db --instance main --args keep=3',
  ]
  static override readonly args = {
    action: argument({ required: true, description: 'The name of the action' }),
  }
  static override readonly flags = {
    inspect,
    role: Flags.string({ summary: 'Only services of this role' }),
    instance: Flags.string({ summary: 'Only the service with this name' }),
    force: Flags.boolean({ summary: 'Also where the action is ok already' }),
    args: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'key=value',
      summary: 'An argument; numbers, true, false, null, [...] and {...} are taken as JSON',
    }),
    'args-file': Flags.string({ helpValue: 'FILE', summary: 'Arguments as a JSON object' }),
  }

  override async run(): Promise<ApplyReport> {
    const { args, flags } = await this.parse(Do)
    const given = await readArgs(flags.args, flags['args-file'])
    const { api } = await this.open(flags)
    const scope = defined({ role: flags.role, name: flags.instance, args: given })
    return this.planAndApply(
      api,
      { kind: 'do', action: args.action, force: flags.force, ...scope },
      flags,
      { inspect: flags.inspect },
    )
  }
}
