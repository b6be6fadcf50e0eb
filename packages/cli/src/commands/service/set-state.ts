import type { ActionStateInfo } from '@ays/core'
import { whoAmI } from '@ays/engine'
import { Args } from '@oclif/core'
import { AysCommand } from '../../ays-command.ts'
import { argument, service } from '../../flags.ts'

export default class ServiceSetState extends AysCommand {
  static override readonly summary = 'Set the state of an action by hand; runs nothing'
  static override readonly description = `ok and error count as if a job had ended so: what the action undoes is to do again. scheduled is done by the
next run; disabled is done by none, and what needs it waits, until it is set to new. It is noted in the history. Refused
while a run holds the service.`
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> node!web install ok',
    '<%= config.bin %> <%= command.id %> node!web monitor disabled',
    '<%= config.bin %> <%= command.id %> node!web monitor new',
  ]
  static override readonly args = {
    service,
    action: argument({ name: 'ACTION', required: true, description: 'The name of the action' }),
    state: Args.option({
      name: 'STATE',
      ignoreStdin: true,
      description: 'Its state from now on',
      options: ['new', 'changed', 'scheduled', 'ok', 'error', 'disabled'] as const,
    })({ required: true }),
  }

  override async run(): Promise<ActionStateInfo> {
    const { args, flags } = await this.parse(ServiceSetState)
    const { api } = await this.open(flags)
    const change = { action: args.action, status: args.state, who: whoAmI() }
    const state = await api.setServiceState(args.service, change, this.options)
    this.log(`${args.service} ${args.action} is ${state.status}.`)
    return state
  }
}
