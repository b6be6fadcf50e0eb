import type { ApplyReport } from '@ays/core'
import { Flags } from '@oclif/core'
import { ApplyCommand } from '../../apply-command.ts'
import { argument } from '../../flags.ts'

export default class ActorUpdate extends ApplyCommand {
  static override readonly summary = 'Take up templates as they are now, with all of their services'
  static override readonly description =
    'Shows what differs, asks, changes actors and services in one commit, and runs the actions whose code changed. Refused, and nothing is changed, when a template has faults or services would lose what they hold.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> web db --yes',
  ]
  static override readonly args = {
    actor: argument({
      name: 'ACTOR',
      multiple: true,
      description: 'Names of actors; by default all of them',
    }),
  }
  static override readonly flags = {
    'no-run': Flags.boolean({ summary: 'Change the state and leave the jobs for ays run' }),
  }

  override async run(): Promise<ApplyReport> {
    const { args, flags } = await this.parse(ActorUpdate)
    const { api } = await this.open(flags)
    const actors = args.actor === undefined ? {} : { actors: args.actor }
    return this.planAndApply(api, { kind: 'actors', ...actors }, flags, {
      noRun: flags['no-run'],
    })
  }
}
